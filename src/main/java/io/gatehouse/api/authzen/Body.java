package io.gatehouse.api.authzen;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.platform.Failure;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the JSON object that a request's body must be. */
@Singleton
class Body {
    private static final int LONGEST = 1024 * 1024;
    private static final String JSON = "application/json";

    private final JsonFactory json = new JsonFactory();

    /** @throws Failure INVALID or TOO_LARGE */
    Fields read(@Nullable String contentType, byte @Nullable [] body) {
        if (contentType == null || !isJson(contentType)) {
            throw Failure.invalid("Content-Type must be " + JSON);
        }
        if (body == null || body.length == 0) {
            throw Failure.invalid("the body is empty");
        }
        if (body.length > LONGEST) {
            throw new Failure(Failure.Kind.TOO_LARGE, "the body is longer than " + LONGEST + " bytes");
        }
        if (parse(body) instanceof Members members) {
            return Fields.of(members);
        }
        throw Failure.invalid("the body must be a JSON object");
    }

    /** With parameters or without; {@code application/json-seq} is something else. */
    private static boolean isJson(String contentType) {
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        return type.strip().toLowerCase(Locale.ROOT).equals(JSON);
    }

    private @Nullable Object parse(byte[] body) {
        try (JsonParser parser = json.createParser(body)) {
            Object root = parser.nextToken() == null ? null : Members.read(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "something follows the value");
            }
            return root;
        } catch (JacksonException malformed) {
            throw Failure.invalid("invalid json structure" + place(malformed));
        } catch (IOException undecodable) {
            throw Failure.invalid("invalid json structure: no UTF-8");
        }
    }

    /** Where it is, and not what stands there: that may be a secret. */
    private static String place(JacksonException malformed) {
        var location = malformed.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
