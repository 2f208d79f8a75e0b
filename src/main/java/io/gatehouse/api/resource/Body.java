package io.gatehouse.api.resource;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.platform.Failure;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads bodies that have no other fields than those known. */
@Singleton
class Body {
    private final ObjectMapper mapper;

    Body(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** @throws Failure INVALID */
    <T> T read(byte @Nullable [] body, Class<T> type) {
        if (body == null || body.length == 0) {
            throw Failure.invalid("the body is empty");
        }
        T read = parse(body, type);
        if (read == null) {
            throw Failure.invalid("the body must be a JSON object");
        }
        return read;
    }

    private <T> @Nullable T parse(byte[] body, Class<T> type) {
        try {
            return mapper.readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(body);
        } catch (JacksonException malformed) {
            throw new WebApplicationException(malformed, 400);
        } catch (IOException undecodable) {
            throw Failure.invalid("invalid json structure: no UTF-8");
        }
    }
}
