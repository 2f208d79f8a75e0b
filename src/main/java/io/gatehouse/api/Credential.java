package io.gatehouse.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request presents to prove who sends it. */
public sealed interface Credential {
    /** InfluxDB's session cookie. */
    String COOKIE = "influxdb-oss-session";

    /** An API token. */
    record Token(String secret) implements Credential {
        @Override
        public String toString() {
            return "token";
        }
    }

    /** A user's name and password. */
    record Basic(String name, String password) implements Credential {
        @Override
        public String toString() {
            return "basic";
        }
    }

    /** A session of a signed-in user. */
    record Session(String cookie) implements Credential {
        @Override
        public String toString() {
            return "session";
        }
    }

    /** Reads an {@code Authorization} header; nothing if it is absent, malformed or of another scheme. */
    static @Nullable Credential ofHeader(@Nullable String header) {
        int space = header == null ? -1 : header.indexOf(' ');
        if (header == null || space < 0) {
            return null;
        }
        String value = header.substring(space + 1).strip();
        return switch (header.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "token", "bearer" -> value.isEmpty() ? null : new Token(value);
            case "basic" -> ofBasic(value);
            default -> null;
        };
    }

    /** Reads a {@code Cookie} header, also one that repeats the attributes of {@code Set-Cookie}, as some clients do. */
    static @Nullable Credential ofCookie(@Nullable String header) {
        if (header == null) {
            return null;
        }
        for (String pair : header.split(";", -1)) {
            String text = pair.strip();
            if (text.startsWith(COOKIE + "=") && text.length() > COOKIE.length() + 1) {
                return new Session(text.substring(COOKIE.length() + 1));
            }
        }
        return null;
    }

    private static @Nullable Credential ofBasic(String value) {
        try {
            String text = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0 || text.indexOf('\0') >= 0
                    ? null
                    : new Basic(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
