package io.gatehouse.api.meta;

import io.gatehouse.policy.Rule;
import io.gatehouse.policy.RuleKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules of one kind; the list of the other kind is absent.
 *
 * @param next the value of {@code after} that goes on; absent: these are all
 */
record RuleList(
        @Nullable List<RuleBody> restrictions,
        @Nullable List<RuleBody> grants,
        @Nullable String next) {

    static RuleList all(RuleKind kind, List<Rule> rules) {
        return of(kind, rules, null);
    }

    /** @param goesOn whether there may be more behind them */
    static RuleList page(RuleKind kind, List<Rule> rules, boolean goesOn) {
        return of(kind, rules, goesOn ? rules.get(rules.size() - 1).id().toString() : null);
    }

    private static RuleList of(RuleKind kind, List<Rule> rules, @Nullable String next) {
        List<RuleBody> bodies = rules.stream().map(RuleBody::from).toList();
        return switch (kind) {
            case RESTRICTION -> new RuleList(bodies, null, next);
            case GRANT -> new RuleList(null, bodies, next);
        };
    }
}
