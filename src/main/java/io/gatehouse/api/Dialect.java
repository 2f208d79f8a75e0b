package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import io.vertx.core.json.JsonObject;

/** How a door writes a failure: each protocol prescribes its own shape, status and content type. */
public enum Dialect {
    /** InfluxDB v2: {@code {"code", "message"}}, with a conflict as 422 and a missing permission as 401. */
    INFLUX("application/json; charset=utf-8") {
        @Override
        public int status(Failure.Kind kind) {
            return switch (kind) {
                case INVALID -> 400;
                case UNAUTHENTICATED, UNAUTHORIZED -> 401;
                case FORBIDDEN -> 403;
                case NOT_FOUND -> 404;
                case METHOD_NOT_ALLOWED -> 405;
                case TOO_LARGE -> 413;
                case CONFLICT, UNPROCESSABLE -> 422;
                case TOO_MANY_REQUESTS -> 429;
                case UNAVAILABLE -> 503;
            };
        }

        @Override
        public String body(Failure failure) {
            return new JsonObject()
                    .put("code", influxCode(failure.kind()))
                    .put("message", failure.message())
                    .encode();
        }

        @Override
        public String internalError(String id) {
            return new JsonObject()
                    .put("code", "internal error")
                    .put("message", "an internal error has occurred: " + id)
                    .encode();
        }
    },

    /** InfluxDB Enterprise's Meta API, and AuthZEN, which prescribes no body for its errors: {@code {"error"}}. */
    ERROR("application/json") {
        @Override
        public String body(Failure failure) {
            return new JsonObject().put("error", failure.message()).encode();
        }

        @Override
        public String internalError(String id) {
            return new JsonObject().put("error", "internal error " + id).encode();
        }
    },

    /** RFC 9457, for the doors whose shape is our own. */
    PROBLEM("application/problem+json") {
        @Override
        public String body(Failure failure) {
            return new JsonObject()
                    .put("type", "about:blank")
                    .put("title", title(failure.kind()))
                    .put("status", status(failure.kind()))
                    .put("detail", failure.message())
                    .encode();
        }

        @Override
        public String internalError(String id) {
            return new JsonObject()
                    .put("type", "about:blank")
                    .put("title", "Internal Server Error")
                    .put("status", 500)
                    .put("detail", "internal error " + id)
                    .encode();
        }
    };

    private final String contentType;

    Dialect(String contentType) {
        this.contentType = contentType;
    }

    /** The dialect of the door behind a path. */
    public static Dialect of(String path) {
        if (path.startsWith("/v1/") || path.equals(DoorPaths.AUTHORIZE)) {
            return PROBLEM;
        }
        if (path.startsWith("/access/")
                || path.startsWith("/.well-known/")
                || path.startsWith("/influxdb/")
                || path.equals("/user")
                || path.equals("/role")) {
            return ERROR;
        }
        return INFLUX;
    }

    /** The HTTP status of a failure. */
    public int status(Failure.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case UNAUTHORIZED, FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case UNPROCESSABLE -> 422;
            case TOO_MANY_REQUESTS -> 429;
            case UNAVAILABLE -> 503;
        };
    }

    public abstract String body(Failure failure);

    /** What is said of a failure that nobody expected: an id to find it in the log, and nothing of its text. */
    public abstract String internalError(String id);

    public String contentType() {
        return contentType;
    }

    static String influxCode(Failure.Kind kind) {
        return switch (kind) {
            case INVALID -> "invalid";
            case UNAUTHENTICATED, UNAUTHORIZED -> "unauthorized";
            case FORBIDDEN -> "forbidden";
            case NOT_FOUND -> "not found";
            case METHOD_NOT_ALLOWED -> "method not allowed";
            case TOO_LARGE -> "request too large";
            case CONFLICT -> "conflict";
            case UNPROCESSABLE -> "unprocessable entity";
            case TOO_MANY_REQUESTS -> "too many requests";
            case UNAVAILABLE -> "unavailable";
        };
    }

    static String title(Failure.Kind kind) {
        return switch (kind) {
            case INVALID -> "Bad Request";
            case UNAUTHENTICATED -> "Unauthorized";
            case UNAUTHORIZED, FORBIDDEN -> "Forbidden";
            case NOT_FOUND -> "Not Found";
            case METHOD_NOT_ALLOWED -> "Method Not Allowed";
            case CONFLICT -> "Conflict";
            case TOO_LARGE -> "Content Too Large";
            case UNPROCESSABLE -> "Unprocessable Content";
            case TOO_MANY_REQUESTS -> "Too Many Requests";
            case UNAVAILABLE -> "Service Unavailable";
        };
    }
}
