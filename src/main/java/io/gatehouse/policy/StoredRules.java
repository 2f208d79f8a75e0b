package io.gatehouse.policy;

import io.gatehouse.decision.RuleId;
import io.gatehouse.decision.TokenId;
import io.gatehouse.platform.Slice;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules as they came from the database, as far as they are read: of many that takes longer than an event loop can be
 * kept. Used by one thread at a time.
 */
public final class StoredRules {
    private static final int IN_A_BIT = 100;

    private final List<Object[]> rows;
    private final boolean goesOn;
    private final List<Rule> rules = new ArrayList<>();

    /** @param slice of {@link PolicyStore#list} */
    StoredRules(Slice<Object[]> slice) {
        this.rows = slice.rows();
        this.goesOn = slice.more();
    }

    /** Whether there may be more behind them. */
    public boolean goesOn() {
        return goesOn;
    }

    int size() {
        return rows.size();
    }

    /** Reads the next ones; all, once they are read, else null. */
    public @Nullable List<Rule> more() {
        int end = Math.min(rules.size() + IN_A_BIT, rows.size());
        while (rules.size() < end) {
            rules.add(rule(rows.get(rules.size())));
        }
        return end == rows.size() ? rules : null;
    }

    static Rule rule(Object[] row) {
        return new Rule(
                new RuleId((Long) row[0]),
                StoredShape.parse((String) row[1]),
                new SubjectNames(
                        texts(row[2]),
                        texts(row[3]),
                        new JsonArray(String.valueOf(row[4]))
                                .stream()
                                        .map(id -> new TokenId(((Number) id).longValue()))
                                        .toList()));
    }

    private static List<String> texts(Object json) {
        return new JsonArray(String.valueOf(json))
                .stream().map(String.class::cast).toList();
    }
}
