package io.gatehouse.benchmark.engine;

import io.gatehouse.benchmark.BenchmarkGroup;
import io.gatehouse.benchmark.Figure;
import io.gatehouse.benchmark.Options;
import io.gatehouse.benchmark.Row;
import io.gatehouse.benchmark.Target;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Decisions and changes of rules without any server around them, beside engines that read all rules. */
public final class EngineGroup implements BenchmarkGroup {
    private static final String FEW = "1024";
    private static final String MANY = "131072";
    private static final double MOST_NANOSECONDS = 1_000;
    private static final double MOST_GROWTH = 1.5;

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public List<Row> run(Options options) throws RunnerException {
        List<Row> rows = new ArrayList<>();
        rows.add(tenRules(options));
        rows.add(millionRules(options, "1,024 questions in turn", FEW));
        rows.add(millionRules(options, "131,072 questions in turn", MANY));
        for (String rules : List.of("10", "1000")) {
            rows.addAll(otherEngines(options, rules));
        }
        rows.add(changes(options));
        return rows;
    }

    private static Row tenRules(Options options) throws RunnerException {
        Measured mixed = decide(options, "MIXED", FEW, "10");
        Measured unrestricted = decide(options, "NO_RESTRICTION", FEW, "10");
        Measured granted = decide(options, "GRANT", FEW, "10");
        return new Row(
                "3: a decision on a series, 10 rules",
                mixed.figure("average"),
                null,
                Target.figureAtMost(MOST_NANOSECONDS),
                List.of(
                        unrestricted.figure("unrestricted"),
                        unrestricted.allocated("unrestricted"),
                        granted.figure("granted"),
                        granted.allocated("granted")));
    }

    private static Row millionRules(Options options, String what, String questions) throws RunnerException {
        Measured few = decide(options, "MIXED", questions, "10");
        Measured many = decide(options, "MIXED", questions, "1000000");
        return new Row(
                "4: the same with 1,000,000 rules, " + what,
                many.figure("average"),
                few.figure("10 rules"),
                Target.ratioAtMost(MOST_GROWTH),
                List.of(many.allocated("allocated")));
    }

    private static Measured decide(Options options, String outcome, String questions, String rules)
            throws RunnerException {
        return Measured.run(
                options, DecisionBenchmark.class, "decide", "outcome", outcome, "questions", questions, "rules", rules);
    }

    private static List<Row> otherEngines(Options options, String rules) throws RunnerException {
        Measured ours = decide(options, "MIXED", FEW, rules);
        List<Row> rows = new ArrayList<>();
        for (String[] other : new String[][] {{"naive", "naive engine"}, {"casbin", "jCasbin"}}) {
            Figure theirs = Measured.run(options, OtherEnginesBenchmark.class, other[0], "rules", rules)
                    .figure(other[1]);
            rows.add(new Row(
                    "a decision, " + rules + " rules, beside the " + other[1],
                    ours.figure("average"),
                    theirs,
                    Target.NONE,
                    List.of()));
        }
        return rows;
    }

    private static Row changes(Options options) throws RunnerException {
        Measured few = Measured.run(options, RuleEditBenchmark.class, "changeTwoRules", "rules", "100");
        Measured many = Measured.run(options, RuleEditBenchmark.class, "changeTwoRules", "rules", "100000");
        return new Row(
                "two rules of 100,000 changed in a snapshot",
                many.figure("average"),
                few.figure("100 rules"),
                Target.NONE,
                List.of(many.allocated("allocated")));
    }
}
