package io.gatehouse.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link RawRequest}.
 *
 * @param headers by their lower-case names
 */
record RawAnswer(int status, Map<String, String> headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern JAVA = Pattern.compile(
            "Exception|(java|jakarta|com|org|io)\\.[a-z]+\\.|io\\.gatehouse|LinkedHashMap|ArrayList|Deserializ|Mapper"
                    + "|START_|VALUE_|\\bInteger\\b|\\bLong\\b|\\bString\\b|\\bRecord\\b|Request\\[|`java");

    static RawAnswer read(InputStream in) throws IOException {
        String text = new String(RawRequest.readAll(in), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("the connection was closed without an answer");
        }
        String[] head = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            headers.put(
                    head[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    head[i].substring(colon + 1).strip());
        }
        String body = text.substring(end + 4);
        return new RawAnswer(
                Integer.parseInt(head[0].split(" ", -1)[1]),
                headers,
                utf8("chunked".equals(headers.get("transfer-encoding")) ? unchunked(body) : body));
    }

    /** What is wrong with it as a refusal in the dialect of the door at the path; null: nothing. */
    @Nullable
    String flawAsRefusal(String path) {
        if (status < 400 || status > 499) {
            return "is no refusal";
        }
        if (JAVA.matcher(body).find()) {
            return "tells of Java";
        }
        return switch (Dialect.of(path.replaceFirst("\\?.*", ""))) {
            case INFLUX -> influxFlaw();
            case ERROR -> flaw("application/json", "[error]");
            case PROBLEM -> problemFlaw();
        };
    }

    private @Nullable String influxFlaw() {
        String flaw = flaw("application/json; charset=utf-8", "[code, message]");
        if (flaw != null) {
            return flaw;
        }
        return json().path("code").asText().equals(headers.get("x-platform-error-code"))
                ? null
                : "has no X-Platform-Error-Code";
    }

    private @Nullable String problemFlaw() {
        String flaw = flaw("application/problem+json", "[detail, status, title, type]");
        if (flaw != null) {
            return flaw;
        }
        return json().path("status").asInt() == status ? null : "has another status in its body";
    }

    private @Nullable String flaw(String contentType, String fields) {
        if (!contentType.equals(headers.get("content-type"))) {
            return "is of type " + headers.get("content-type");
        }
        var names = new TreeSet<String>();
        json().fieldNames().forEachRemaining(names::add);
        return names.toString().equals(fields) ? null : "has the fields " + names;
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + body, e);
        }
    }

    @Override
    public String toString() {
        return status + " " + (body.length() > 300 ? body.substring(0, 300) + "…" : body);
    }

    private static String unchunked(String text) {
        var whole = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            int line = text.indexOf("\r\n", at);
            int length = Integer.parseInt(text.substring(at, line), 16);
            if (length == 0) {
                break;
            }
            whole.writeBytes(text.substring(line + 2, line + 2 + length).getBytes(StandardCharsets.ISO_8859_1));
            at = line + 2 + length + 2;
        }
        return whole.toString(StandardCharsets.ISO_8859_1);
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
