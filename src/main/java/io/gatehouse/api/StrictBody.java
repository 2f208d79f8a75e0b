package io.gatehouse.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.platform.Failure;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads bodies, which are JSON whatever their content type says, and have no other fields than those known. */
@Singleton
public class StrictBody {
    private final ObjectMapper mapper;

    StrictBody(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** @throws Failure INVALID */
    public <T> T read(byte @Nullable [] body, Class<T> type) {
        if (body == null || body.length == 0) {
            throw Failure.invalid("the body is empty");
        }
        T read = parse(body, type);
        if (read == null) {
            throw Failure.invalid("the body must be a JSON object");
        }
        return read;
    }

    /** The elements of a list; absent: none. */
    public static <T> List<T> elements(String field, @Nullable List<@Nullable T> list) {
        if (list == null) {
            return List.of();
        }
        return list.stream().map(one -> require(field, one)).toList();
    }

    /** @throws Failure INVALID if the field is absent */
    public static <T> T require(String field, @Nullable T value) {
        if (value == null) {
            throw Failure.invalid(field + " required");
        }
        return value;
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
