package io.gatehouse.benchmark.engine;

import io.gatehouse.decision.Grant;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Restriction;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The next snapshot after a change of one rule, from the one before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RuleEditBenchmark {
    @Param({"100", "100000"})
    int rules;

    private GeneratedRules generated;
    private PolicySnapshot snapshot;
    private int next;

    @Setup
    public void setUp() {
        generated = GeneratedRules.of(rules);
        snapshot = generated.snapshot();
    }

    /** Gives a restriction and a grant the matchers of others, which takes them out of one place into another. */
    @Benchmark
    public PolicySnapshot changeTwoRules() {
        next = (next + 7919) % (rules / 2);
        int other = (next + 1) % (rules / 2);
        Restriction restriction = generated.restrictions().get(next);
        Grant grant = generated.grants().get(next);
        return snapshot.edit(2)
                .put(new Restriction(
                        restriction.id(), generated.restrictions().get(other).matcher(), restriction.actions()))
                .put(new Grant(
                        grant.id(),
                        generated.grants().get(other).matcher(),
                        grant.actions(),
                        grant.users(),
                        grant.roles(),
                        grant.tokens()))
                .build();
    }
}
