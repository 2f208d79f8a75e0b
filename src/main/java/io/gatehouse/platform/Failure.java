package io.gatehouse.platform;

/**
 * The one exception that rooms throw; the door writes it in its dialect.
 *
 * <p>The message is for the caller: lower-case, no full stop, input in backticks where InfluxDB does not prescribe
 * another text, never a secret.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What went wrong, as the caller should understand it. */
    public enum Kind {
        INVALID,
        /** Understood, but not possible: InfluxDB answers some invalid input with 422. */
        UNPROCESSABLE,
        TOO_LARGE,
        UNAUTHENTICATED,
        /** Authenticated, but without the permission; InfluxDB's management API says 401 to that. */
        UNAUTHORIZED,
        FORBIDDEN,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        CONFLICT,
        TOO_MANY_REQUESTS,
        UNAVAILABLE
    }

    private final Kind kind;

    /** A failure is an answer, not an accident: it carries no stack trace. */
    public Failure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public static Failure invalid(String message) {
        return new Failure(Kind.INVALID, message);
    }

    public static Failure notFound(String message) {
        return new Failure(Kind.NOT_FOUND, message);
    }

    public static Failure conflict(String message) {
        return new Failure(Kind.CONFLICT, message);
    }

    public static Failure forbidden(String message) {
        return new Failure(Kind.FORBIDDEN, message);
    }

    public static Failure unavailable(String message) {
        return new Failure(Kind.UNAVAILABLE, message);
    }

    public Kind kind() {
        return kind;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
