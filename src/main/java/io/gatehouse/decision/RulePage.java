package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules of one page: those with the lowest ids behind a given one. Keeps no more than it shows. */
final class RulePage {
    private static final Comparator<RuleId> ORDER = (one, other) -> Long.compareUnsigned(one.value(), other.value());

    private final @Nullable RuleId after;
    private final int limit;
    private final TreeSet<RuleId> ids = new TreeSet<>(ORDER);

    RulePage(@Nullable RuleId after, int limit) {
        this.after = after;
        this.limit = limit;
    }

    void add(RuleId id) {
        if (after != null && ORDER.compare(id, after) <= 0) {
            return;
        }
        ids.add(id);
        if (ids.size() > limit + 1) {
            ids.pollLast();
        }
    }

    /** In their order. */
    List<RuleId> ids() {
        List<RuleId> shown = new ArrayList<>(ids);
        return isCut() ? shown.subList(0, limit) : shown;
    }

    /** The last one of this page; null if there are no more behind it. */
    @Nullable
    RuleId next() {
        return isCut() ? ids.lower(ids.last()) : null;
    }

    private boolean isCut() {
        return ids.size() > limit;
    }
}
