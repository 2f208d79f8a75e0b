package io.gatehouse.api;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP request, written byte by byte: also one that no well-behaved client sends. */
final class RawRequest {
    private static final int LONGEST_WAIT_MILLIS = 60_000;
    private static final int CHUNK = 8192;

    private final String method;
    private final String path;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte[] body = new byte[0];
    private boolean chunked;

    private RawRequest(String method, String path) {
        this.method = method;
        this.path = path;
        headers.put("Host", "localhost");
        headers.put("Connection", "close");
    }

    static RawRequest of(String method, String path) {
        return new RawRequest(method, path);
    }

    RawRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** With this value of {@code Authorization}. */
    RawRequest as(String credential) {
        return header("Authorization", credential);
    }

    RawRequest json(String json) {
        return json(json.getBytes(StandardCharsets.UTF_8));
    }

    RawRequest json(byte[] json) {
        body = json;
        return header("Content-Type", "application/json");
    }

    /** Without saying beforehand how long the body is. */
    RawRequest chunked() {
        chunked = true;
        return header("Transfer-Encoding", "chunked");
    }

    RawAnswer send() {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(LONGEST_WAIT_MILLIS);
            write(socket.getOutputStream());
            return RawAnswer.read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(this + " was not answered", e);
        }
    }

    @Override
    public String toString() {
        return method + " " + (path.length() > 200 ? path.substring(0, 200) + "…" : path);
    }

    private void write(OutputStream out) throws IOException {
        if (!chunked && (body.length > 0 || headers.containsKey("Content-Type"))) {
            header("Content-Length", Integer.toString(body.length));
        }
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        try {
            writeBody(out);
        } catch (IOException refused) {
            // The server may close before it has read the whole; its answer is there all the same.
        }
    }

    private void writeBody(OutputStream out) throws IOException {
        for (int from = 0; from < body.length; from += CHUNK) {
            int length = Math.min(CHUNK, body.length - from);
            if (chunked) {
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            out.write(body, from, length);
            if (chunked) {
                out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        out.flush();
    }

    /** What is left on a connection until the other side closes it. */
    static byte[] readAll(InputStream in) throws IOException {
        var all = new ByteArrayOutputStream();
        byte[] bytes = new byte[CHUNK];
        try {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                all.write(bytes, 0, read);
            }
        } catch (IOException reset) {
            if (all.size() == 0) {
                throw reset;
            }
        }
        return all.toByteArray();
    }
}
