package io.gatehouse.benchmark.http;

import static java.util.stream.Collectors.joining;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Collections;
import java.util.List;
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
        return evaluation(secret, itself(secret) + "," + series(database, measurement, host) + "}", allowed);
    }

    /** The same about all series of a database together. */
    static Ask wholeDatabase(String secret, String database, boolean allowed) {
        String resource = "\"resource\":{\"type\":\"database\",\"id\":\"" + database + "\"}";
        return evaluation(secret, itself(secret) + "," + resource + "}", allowed);
    }

    /** A batch of evaluations by a token about itself, all with one answer: whether it may read the resources. */
    static Ask batch(String secret, List<String> resources, boolean allowed) {
        String evaluations =
                resources.stream().map(resource -> "{" + resource + "}").collect(joining(","));
        return new Ask(
                HttpMethod.POST,
                "/access/v1/evaluations",
                secret,
                Buffer.buffer(itself(secret) + ",\"evaluations\":[" + evaluations + "]}"),
                200,
                Buffer.buffer("{\"evaluations\":["
                        + String.join(",", Collections.nCopies(resources.size(), answer(allowed))) + "]}"));
    }

    /** As an evaluation says it. */
    static String series(String database, String measurement, String host) {
        return "\"resource\":{\"type\":\"database\",\"id\":\"" + database + "\",\"properties\":{\"measurement\":\""
                + measurement + "\",\"tags\":{\"host\":\"" + host + "\"}}}";
    }

    /** The beginning of a body. */
    private static String itself(String secret) {
        return "{\"subject\":{\"type\":\"token\",\"id\":\"" + secret + "\"},\"action\":{\"name\":\"read\"}";
    }

    private static String answer(boolean allowed) {
        return "{\"decision\":" + allowed + "}";
    }

    private static Ask evaluation(String secret, String body, boolean allowed) {
        return new Ask(
                HttpMethod.POST,
                "/access/v1/evaluation",
                secret,
                Buffer.buffer(body),
                200,
                Buffer.buffer(answer(allowed)));
    }

    /** What is wrong with an answer, or nothing. */
    Optional<String> wrong(int given, Buffer content) {
        if (given != status) {
            return Optional.of("status " + given);
        }
        return answer == null || answer.equals(content) ? Optional.empty() : Optional.of("another answer");
    }
}
