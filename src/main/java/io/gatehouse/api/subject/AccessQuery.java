package io.gatehouse.api.subject;

import io.gatehouse.api.Parameters;
import io.gatehouse.decision.RuleId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Names;
import io.gatehouse.platform.Page;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Which database a request is about, and which page of the rules. */
class AccessQuery {
    private static final int LIMIT = 100;
    private static final int MOST = 1_000;

    /** A name or an id. */
    @RestQuery
    @Nullable
    String database;

    /** The {@code next} of the page before. */
    @RestQuery("after")
    @Nullable
    String afterText;

    /** How many rules at most. */
    @RestQuery("limit")
    @Nullable
    String limitText;

    /** @throws Failure INVALID, naming the parameter */
    void check() {
        requireDatabase();
        after();
        limit();
    }

    String requireDatabase() {
        if (database == null || database.isEmpty()) {
            throw Failure.invalid("database is missing");
        }
        Names.requireText("database", database);
        return database;
    }

    @Nullable
    RuleId after() {
        try {
            return afterText == null || afterText.isEmpty() ? null : RuleId.parse(afterText);
        } catch (IllegalArgumentException malformed) {
            throw Failure.invalid("after: " + malformed.getMessage());
        }
    }

    int limit() {
        Integer limit = Parameters.number("limit", limitText);
        if (limit == null) {
            return LIMIT;
        }
        Page.requireLimit(limit, MOST);
        return limit;
    }
}
