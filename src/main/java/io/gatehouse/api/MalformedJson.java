package io.gatehouse.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.gatehouse.platform.Failure;
import java.util.stream.Collectors;

/** Says which field of a JSON body is wrong, without a word about our types. */
public final class MalformedJson {
    private MalformedJson() {}

    public static Failure explain(JacksonException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure failure) {
                return failure;
            }
        }
        if (error instanceof JsonParseException || !(error instanceof JsonMappingException mapping)) {
            return syntax(error);
        }
        String field = path(mapping);
        if (field.isEmpty()) {
            return syntax(error);
        }
        if (error instanceof UnrecognizedPropertyException) {
            return Failure.invalid(field + " is not a known field");
        }
        return Failure.invalid(
                mapping.getCause() instanceof JsonParseException
                        ? "invalid json structure: at " + field
                        : field + " has the wrong type or value");
    }

    private static Failure syntax(JacksonException error) {
        var location = error.getLocation();
        String where = location == null || location.getLineNr() < 0
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return Failure.invalid("invalid json structure" + where);
    }

    private static String path(JsonMappingException error) {
        return error.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
