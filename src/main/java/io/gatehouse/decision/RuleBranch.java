package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node of the index that leads on by the next demand of each place, with the one that has no more. */
final class RuleBranch extends RuleNode {
    private static final Facet.Kind[] KINDS = Facet.Kind.values();

    /** Of a branch that is only searched. */
    private static final int SIZE_UNKNOWN = 0;

    private final int depth;
    private final int size;
    private final @Nullable Facet last;
    private final @Nullable RulePlace here;
    private final FacetTable[] tables;

    private RuleBranch(int depth, int size, @Nullable Facet last, @Nullable RulePlace here, FacetTable[] tables) {
        this.depth = depth;
        this.size = size;
        this.last = last;
        this.here = here;
        this.tables = tables;
    }

    /** Of places whose demands are the same up to the depth. */
    static RuleBranch of(int depth, RulePlace... places) {
        RulePlace here = null;
        Map<Facet, List<RulePlace>> below = new HashMap<>();
        for (RulePlace place : places) {
            if (place.demands().demands() == depth) {
                here = place;
            } else {
                below.computeIfAbsent(place.facet(depth), facet -> new ArrayList<>())
                        .add(place);
            }
        }
        List<List<RuleNode>> nodes =
                Stream.of(KINDS).<List<RuleNode>>map(kind -> new ArrayList<>()).toList();
        below.forEach((facet, part) ->
                nodes.get(facet.kind().index()).add(RuleNode.of(depth + 1, part.toArray(RulePlace[]::new))));
        FacetTable[] tables = nodes.stream()
                .map(part -> part.isEmpty() ? FacetTable.EMPTY : FacetTable.of(part, depth))
                .toArray(FacetTable[]::new);
        return new RuleBranch(depth, places.length, depth == 0 ? null : places[0].facet(depth - 1), here, tables);
    }

    @Override
    int size() {
        return size;
    }

    @Override
    Facet facet(int at) {
        return Objects.requireNonNull(last);
    }

    @Override
    int sign() {
        return Probes.NO_SIGN;
    }

    @Override
    boolean find(Search search) {
        if (here != null && here.find(search)) {
            return true;
        }
        Probes probes = search.probes();
        for (int kind = tables.length - 1; kind >= 0; kind--) {
            FacetTable table = tables[kind];
            if (table.isEmpty()) {
                continue;
            }
            search.steps().takeToPass(probes.number(kind));
            for (int i = probes.start(kind); i < probes.end(kind); i++) {
                if (table.find(probes.hash(i), search)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    void addNamed(Search search, List<RuleNode> nodes) {
        int name = Facet.Kind.NAME.index();
        FacetTable[] others = tables.clone();
        others[name] = FacetTable.EMPTY;
        nodes.add(new RuleBranch(depth, SIZE_UNKNOWN, last, here, others));
        Probes probes = search.probes();
        for (int i = probes.start(name); i < probes.end(name); i++) {
            tables[name].any(probes.hash(i), search, node -> !nodes.add(node));
        }
    }

    @Override
    int named(Search search) {
        int[] places = {here == null ? 0 : 1};
        Predicate<RuleNode> count = node -> {
            places[0] += node.size();
            return search.steps().fewerThan(places[0]);
        };
        Probes probes = search.probes();
        for (Facet.Kind kind : KINDS) {
            if (kind != Facet.Kind.NAME && tables[kind.index()].any(count)) {
                return places[0];
            }
        }
        int name = Facet.Kind.NAME.index();
        for (int i = probes.start(name); i < probes.end(name); i++) {
            if (tables[name].any(probes.hash(i), search, count)) {
                return places[0];
            }
        }
        return places[0];
    }

    @Override
    boolean anyPossible(Search search, Predicate<RulePlace> test) {
        if (here != null && here.anyPossible(search, test)) {
            return true;
        }
        Predicate<RuleNode> below = node -> node.anyPossible(search, test);
        Probes probes = search.probes();
        for (Facet.Kind kind : KINDS) {
            FacetTable table = tables[kind.index()];
            if (search.question().leavesOpen(kind)) {
                if (table.any(search, below)) {
                    return true;
                }
                continue;
            }
            search.steps().takeToPass(probes.number(kind.index()));
            for (int i = probes.start(kind.index()); i < probes.end(kind.index()); i++) {
                if (table.any(probes.hash(i), search, below)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    boolean any(Predicate<RulePlace> test) {
        if (here != null && test.test(here)) {
            return true;
        }
        for (FacetTable table : tables) {
            if (table.any(node -> node.any(test))) {
                return true;
            }
        }
        return false;
    }

    @Override
    RuleNode with(int at, Change change) {
        RuleBranch changed = changed(change);
        return changed.size > MOST_IN_LEAF ? changed : changed.leaf();
    }

    private RuleLeaf leaf() {
        List<RulePlace> places = new ArrayList<>(size);
        any(place -> !places.add(place));
        return RuleLeaf.of(places.toArray(RulePlace[]::new));
    }

    private RuleBranch changed(Change change) {
        Matcher demands = change.demands();
        if (demands.demands() == depth) {
            RulePlace changed = change.apply(here);
            return new RuleBranch(depth, size + change.growth(), last, changed, tables);
        }
        Facet facet = demands.demand(depth);
        FacetTable[] changed = tables.clone();
        int kind = facet.kind().index();
        changed[kind] = tables[kind].with(facet, depth, node -> changed(node, depth + 1, change));
        return new RuleBranch(depth, size + change.growth(), last, here, changed);
    }
}
