package io.gatehouse.api.authzen;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
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

    private final ObjectReader reader;

    Body(ObjectMapper mapper) {
        this.reader = mapper.reader()
                .with(
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                // The tree notices a name that comes twice without a set of the names of each object beside it.
                .without(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    /** @throws Failure INVALID or TOO_LARGE */
    Fields read(@Nullable String contentType, byte @Nullable [] body) {
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith(JSON)) {
            throw Failure.invalid("Content-Type must be " + JSON);
        }
        if (body == null || body.length == 0) {
            throw Failure.invalid("the body is empty");
        }
        if (body.length > LONGEST) {
            throw new Failure(Failure.Kind.TOO_LARGE, "the body is longer than " + LONGEST + " bytes");
        }
        JsonNode root = parse(body);
        if (!root.isObject()) {
            throw Failure.invalid("the body must be a JSON object");
        }
        return new Fields("", root);
    }

    private JsonNode parse(byte[] body) {
        try {
            return reader.readTree(body);
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
