package io.gatehouse.benchmark.engine;

import io.gatehouse.decision.NaiveEngine;
import io.gatehouse.decision.PolicySnapshot;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The questions of {@link DecisionBenchmark}, asked of engines that read all rules. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OtherEnginesBenchmark {
    private static final int QUESTIONS = 1024;

    @Param({"10", "1000"})
    int rules;

    private NaiveEngine naive;
    private CasbinEngine casbin;
    private DrawnQuestions.Asked[] asked;
    private int next;

    /** Refuses to measure engines that answer otherwise. */
    @Setup
    public void setUp() {
        GeneratedRules generated = GeneratedRules.of(rules);
        PolicySnapshot snapshot = generated.snapshot();
        asked = new DrawnQuestions(generated, snapshot).mixed(QUESTIONS);
        naive = new NaiveEngine(
                GeneratedRules.ORGANIZATION,
                generated.users(),
                generated.roles(),
                generated.restrictions(),
                generated.grants());
        casbin = new CasbinEngine(generated);
        for (int i = 0; i < QUESTIONS; i++) {
            boolean allowed = asked[i].decide(snapshot).allowed();
            if (naive() != asked[next].decide(snapshot).allowed() || allowed != casbinOf(asked[i])) {
                throw new IllegalStateException("the engines do not agree on " + asked[i].resource());
            }
        }
    }

    @Benchmark
    public boolean naive() {
        DrawnQuestions.Asked question = nextQuestion();
        return naive.allows(question.subject(), question.action(), question.resource(), DrawnQuestions.NOW);
    }

    @Benchmark
    public boolean casbin() {
        return casbinOf(nextQuestion());
    }

    private boolean casbinOf(DrawnQuestions.Asked question) {
        return casbin.allows(question.user(), question.resource());
    }

    private DrawnQuestions.Asked nextQuestion() {
        next = (next + 1) & (QUESTIONS - 1);
        return asked[next];
    }
}
