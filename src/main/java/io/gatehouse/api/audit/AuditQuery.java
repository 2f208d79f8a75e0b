package io.gatehouse.api.audit;

import io.gatehouse.api.Parameters;
import io.gatehouse.audit.AuditFilter;
import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Page;
import io.gatehouse.platform.Times;
import java.time.DateTimeException;
import java.util.Set;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Whose trail to read, what narrows it, and which page of it. */
class AuditQuery {
    private static final Set<String> ACTIONS = Set.of("create", "update", "delete");

    @RestQuery
    @Nullable
    String org;

    @RestQuery
    @Nullable
    String orgID;

    @RestQuery
    @Nullable
    String instance;

    @RestQuery
    @Nullable
    String action;

    @RestQuery
    @Nullable
    String kind;

    @RestQuery
    @Nullable
    String id;

    @RestQuery
    @Nullable
    String userID;

    @RestQuery
    @Nullable
    String since;

    @RestQuery
    @Nullable
    String until;

    @RestQuery
    @Nullable
    String after;

    @RestQuery
    @Nullable
    String limit;

    @RestQuery
    @Nullable
    String descending;

    @Nullable
    OrganizationId organization() {
        return parse("orgID", orgID, OrganizationId::parse);
    }

    /** Whether the trail of the instance itself is meant. */
    boolean ofInstance() {
        return Boolean.TRUE.equals(Parameters.flag("instance", instance));
    }

    AuditFilter toFilter() {
        if (action != null && !ACTIONS.contains(action)) {
            throw Failure.invalid("action must be create, update or delete");
        }
        return new AuditFilter(
                action,
                kind,
                parse("id", id, Id::parse),
                parse("userID", userID, UserId::parse),
                parse("since", since, Times::parse),
                parse("until", until, Times::parse));
    }

    Page toPage() {
        return Page.of(
                Parameters.number("limit", limit),
                null,
                Parameters.flag("descending", descending),
                Parameters.longNumber("after", after));
    }

    private static <T> @Nullable T parse(String field, @Nullable String text, Function<String, T> parse) {
        try {
            return text == null ? null : parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw Failure.invalid(field + ": `" + text + "` cannot be read");
        }
    }
}
