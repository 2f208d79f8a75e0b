package io.gatehouse.api;

import io.gatehouse.platform.Failure;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What no request may have: NUL in its query, which no database can store or compare, and a body beyond the limit, beyond
 * what is left of the {@link BodyBudget}, or in an encoding that its door does not read.
 *
 * <p>A body that does not say how long it is gets read here, up to the limit: once a door reads it, it is too late to
 * answer in the door's dialect. Over HTTP/2 {@link Http2Bodies} has it read.
 */
@ApplicationScoped
class RequestLimits {
    private static final int LONGEST = 1024 * 1024;
    static final int LONGEST_LINE_PROTOCOL = 10 * LONGEST;

    /** So much of a refused body is still taken, because a client that sends does not hear. */
    private static final int LONGEST_REFUSED = 8 * LONGEST_LINE_PROTOCOL;

    /** It takes what gateways send on, from everybody. */
    private static final String READS_NO_BODY = DoorPaths.AUTHORIZE;

    /** The one door decides itself which encodings it reads, and the other reads no body. */
    private static final Set<String> READS_ENCODINGS = Set.of(DoorPaths.SERIES_CHECK, READS_NO_BODY);

    /** No door reads a body with them. */
    private static final Set<HttpMethod> BODILESS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** Authentication looks up organizations by the names in a query, too. */
    private static final int BEFORE_AUTHENTICATION = 250;

    private static final int BEHIND_AUTHENTICATION = 10;

    private final BodyBudget budget;
    private final BodyDeadline deadline;

    RequestLimits(BodyBudget budget, BodyDeadline deadline) {
        this.budget = budget;
        this.deadline = deadline;
    }

    void checkRequests(@Observes Filters filters) {
        filters.register(this::checkHead, BEFORE_AUTHENTICATION);
        filters.register(this::checkBody, BEHIND_AUTHENTICATION);
    }

    private void checkHead(RoutingContext request) {
        String query = request.request().query();
        if (query != null && query.contains("%00")) {
            Refusal.send(request, Failure.invalid(parameterWithNul(request) + " must not contain NUL"));
            return;
        }
        if (!BODILESS.contains(request.request().method())) {
            deadline.begin(request);
        }
        request.next();
    }

    private void checkBody(RoutingContext request) {
        HttpServerRequest http = request.request();
        if (request.response().closed()) {
            return; // while its credential was looked up: nobody tells its end any more to those who wait for that
        }
        if (!isReadable(request)) {
            refuse(request, Failure.invalid("Content-Encoding must be `identity`"));
            return;
        }
        long length = length(http);
        if (length > longest(request)) {
            refuse(request, tooLong(request));
            return;
        }
        if (request.normalizedPath().equals(READS_NO_BODY)) {
            passUnread(request);
            return;
        }
        if (isOfUnknownLength(http)) {
            read(request, body -> goOn(request, body), failure -> Refusal.send(request, failure));
            return;
        }
        if (length > 0) {
            cover(request, length);
            return;
        }
        request.next();
    }

    /** Answered at once: what comes of the body goes nowhere, and the connection with it if that is too much. */
    private static void passUnread(RoutingContext request) {
        if (isOfUnknownLength(request.request())) {
            discard(request);
        }
        request.next();
    }

    /** Whether a door can read a body of this encoding, if there is one. */
    private static boolean isReadable(RoutingContext request) {
        HttpServerRequest http = request.request();
        List<String> encodings = http.headers().getAll(HttpHeaders.CONTENT_ENCODING);
        return encodings.stream().allMatch(encoding -> encoding.isEmpty() || encoding.equals("identity"))
                || !hasBody(http)
                || READS_ENCODINGS.contains(request.normalizedPath());
    }

    private static boolean hasBody(HttpServerRequest request) {
        return length(request) > 0 || isOfUnknownLength(request) || isStreamOfUnknownLength(request);
    }

    private void cover(RoutingContext request, long length) {
        try {
            budget.share(request).cover(length);
        } catch (Failure full) {
            refuse(request, full);
            return;
        }
        request.next();
    }

    /**
     * Reads a body that does not say how long it is.
     *
     * @param whole gets it
     * @param refused gets the failure if it is too long: TOO_LARGE, TOO_MANY_REQUESTS, UNAVAILABLE
     */
    void read(RoutingContext request, Consumer<Buffer> whole, Consumer<Failure> refused) {
        BodyBudget.Share share = budget.share(request);
        Buffer body = Buffer.buffer();
        request.request()
                .handler(part -> {
                    try {
                        share.cover(requireShort(request, (long) body.length() + part.length()));
                        body.appendBuffer(part);
                    } catch (Failure tooMuch) {
                        discard(request);
                        refused.accept(tooMuch);
                    }
                })
                .endHandler(end -> whole.accept(body));
        if ("100-continue".equalsIgnoreCase(request.request().getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.request().resume();
    }

    private static void goOn(RoutingContext request, Buffer body) {
        ((RoutingContextInternal) request).setBody(body);
        request.next();
    }

    private static long requireShort(RoutingContext request, long length) {
        if (length > longest(request)) {
            throw tooLong(request);
        }
        return length;
    }

    private static Failure tooLong(RoutingContext request) {
        String message = "the request body is longer than " + longest(request) + " bytes";
        return new Failure(Failure.Kind.TOO_LARGE, message);
    }

    private static void refuse(RoutingContext request, Failure failure) {
        discard(request);
        Refusal.send(request, failure);
    }

    private static void discard(RoutingContext request) {
        HttpServerRequest http = request.request();
        http.handler(part -> {
                    if (http.bytesRead() > LONGEST_REFUSED) {
                        http.connection().close();
                    }
                })
                .endHandler(end -> {});
    }

    private static int longest(RoutingContext request) {
        String path = request.normalizedPath();
        return path.startsWith(DoorPaths.SERIES + "/") || path.equals(READS_NO_BODY) ? LONGEST_LINE_PROTOCOL : LONGEST;
    }

    private static long length(HttpServerRequest request) {
        @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /** Whether the body's length shows only while it is read. */
    private static boolean isOfUnknownLength(HttpServerRequest request) {
        return !request.isEnded()
                && request.version() != HttpVersion.HTTP_2
                && request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** The same over HTTP/2, where that may also be the length of no body at all. */
    private static boolean isStreamOfUnknownLength(HttpServerRequest request) {
        return !request.isEnded()
                && request.version() == HttpVersion.HTTP_2
                && !request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                && !BODILESS.contains(request.method());
    }

    static boolean isStreamToRead(RoutingContext request) {
        return isStreamOfUnknownLength(request.request())
                && !request.normalizedPath().equals(READS_NO_BODY);
    }

    /** The name of a parameter that holds NUL; one that holds it in its name is not named. */
    private static String parameterWithNul(RoutingContext request) {
        return request.queryParams().entries().stream()
                .filter(parameter -> parameter.getValue().indexOf('\0') >= 0)
                .map(parameter -> parameter.getKey())
                .filter(name -> name.indexOf('\0') < 0)
                .findFirst()
                .orElse("a parameter");
    }
}
