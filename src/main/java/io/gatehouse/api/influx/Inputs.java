package io.gatehouse.api.influx;

import io.gatehouse.api.Parameters;
import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Page;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads ids, words and bodies that clients send; what is wrong fails with InfluxDB's text or the field's name. */
final class Inputs {
    private Inputs() {}

    static OrganizationId organization(String text) {
        return id(text, OrganizationId::parse);
    }

    static BucketId bucket(String text) {
        return id(text, BucketId::parse);
    }

    static UserId user(String text) {
        return id(text, UserId::parse);
    }

    static TokenId token(String text) {
        return id(text, TokenId::parse);
    }

    /** An optional id in a query parameter; empty is absent, since clients send empty filters. */
    static <T> @Nullable T optional(String parameter, @Nullable String text, Function<String, T> parse) {
        return given(parameter, optional(text), parse);
    }

    /** An optional id in a field; empty is malformed, and not absent. */
    static <T> @Nullable T given(String field, @Nullable String text, Function<String, T> parse) {
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException malformed) {
            throw Failure.invalid(field + ": " + malformed.getMessage());
        }
    }

    /** The page that the four parameters of a list ask for. */
    static Page page(
            @Nullable String limit, @Nullable String offset, @Nullable String descending, @Nullable Long after) {
        return Page.of(
                Parameters.number("limit", limit),
                Parameters.number("offset", offset),
                Parameters.flag("descending", descending),
                after);
    }

    /** Empty is absent. */
    static @Nullable String optional(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Absent stays absent. */
    static @Nullable Boolean active(@Nullable String status, String error) {
        if (status == null || status.isEmpty()) {
            return null;
        }
        return switch (status) {
            case "active" -> true;
            case "inactive" -> false;
            default -> throw Failure.invalid(error);
        };
    }

    static <T> T require(@Nullable T body) {
        if (body == null) {
            throw Failure.invalid("invalid json structure: the body is empty");
        }
        return body;
    }

    static String status(boolean active) {
        return active ? "active" : "inactive";
    }

    private static <T> T id(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException malformed) {
            throw Failure.invalid(String.valueOf(malformed.getMessage()));
        }
    }
}
