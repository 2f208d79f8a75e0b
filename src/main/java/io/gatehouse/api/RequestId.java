package io.gatehouse.api;

/** AuthZEN: the client's id of a request, which the answer gives back. */
public final class RequestId {
    public static final String HEADER = "X-Request-ID";

    private RequestId() {}
}
