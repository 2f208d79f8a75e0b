package io.gatehouse.benchmark.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request, and the only answer to it that is right.
 *
 * @param secret sent as the caller's token; absent: no credential
 * @param answer absent: any body will do
 */
record Ask(
        HttpMethod method,
        String path,
        @Nullable String secret,
        @Nullable Buffer body,
        int status,
        @Nullable Buffer answer) {

    static Ask get(String path, String secret, int status) {
        return new Ask(HttpMethod.GET, path, secret, null, status, null);
    }

    static Ask put(String path, @Nullable Buffer body, int status) {
        return new Ask(HttpMethod.PUT, path, null, body, status, null);
    }

    /** An evaluation by a token about itself: whether it may read a series. */
    static Ask evaluation(String secret, String database, String measurement, String host, boolean allowed) {
        String body = "{\"subject\":{\"type\":\"token\",\"id\":\"" + secret
                + "\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"database\",\"id\":\"" + database
                + "\",\"properties\":{\"measurement\":\"" + measurement + "\",\"tags\":{\"host\":\"" + host + "\"}}}}";
        return evaluation(secret, body, allowed);
    }

    /** The same about all series of a database together. */
    static Ask wholeDatabase(String secret, String database, boolean allowed) {
        String body = "{\"subject\":{\"type\":\"token\",\"id\":\"" + secret
                + "\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"database\",\"id\":\"" + database
                + "\"}}";
        return evaluation(secret, body, allowed);
    }

    private static Ask evaluation(String secret, String body, boolean allowed) {
        return new Ask(
                HttpMethod.POST,
                "/access/v1/evaluation",
                secret,
                Buffer.buffer(body),
                200,
                Buffer.buffer("{\"decision\":" + allowed + "}"));
    }

    /** What is wrong with an answer, or nothing. */
    Optional<String> wrong(int given, Buffer content) {
        if (given != status) {
            return Optional.of("status " + given);
        }
        return answer == null || answer.equals(content) ? Optional.empty() : Optional.of("another answer");
    }
}
