package io.gatehouse.benchmark;

import io.gatehouse.benchmark.engine.EngineGroup;
import io.gatehouse.benchmark.engine.SeriesGroup;
import io.gatehouse.benchmark.http.HttpGroup;
import io.gatehouse.benchmark.http.OtherGroup;
import io.gatehouse.benchmark.http.RevocationGroup;
import io.gatehouse.benchmark.http.ScaleGroup;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the benchmarks and prints their table: {@code Benchmarks GROUPS SHORT FOLDER [ENDPOINT QUESTION TOKEN ALLOWS]}. */
public final class Benchmarks {
    private static final List<BenchmarkGroup> GROUPS = List.of(
            new EngineGroup(),
            new SeriesGroup(),
            new HttpGroup(),
            new ScaleGroup(),
            new RevocationGroup(),
            new OtherGroup());

    private static final String NONE = "none";

    private Benchmarks() {}

    /**
     * Takes the groups, separated by commas, or {@code all}; whether to be short; the build folder; and another service's
     * endpoint of decisions, a file with the question to it, its token, or {@code none} for each, and what it says if it
     * allows.
     */
    public static void main(String[] args) throws Exception {
        System.setProperty("gatehouse.test.build", args[2]);
        System.setProperty("gatehouse.test.database", "embedded");
        List<BenchmarkGroup> chosen = choose(args[0]);
        Options options = new Options(Boolean.parseBoolean(args[1]), Path.of(args[2]), other(args));
        List<Row> rows = new ArrayList<>();
        for (BenchmarkGroup group : chosen) {
            rows.addAll(group.run(options));
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "the group `other` needs -Dbenchmark.other and -Dbenchmark.other.question");
        }
        Report report = new Report(Machine.current(), options.quick(), rows);
        report.write(options.build());
        System.out.println(report.markdown());
    }

    private static Options.@Nullable Other other(String[] args) {
        if (args.length < 7 || args[3].equals(NONE)) {
            return null;
        }
        String token = args[5].equals(NONE) ? null : args[5];
        return new Options.Other(URI.create(args[3]), Path.of(args[4]), token, args[6]);
    }

    private static List<BenchmarkGroup> choose(String names) {
        if (names.equals("all")) {
            return GROUPS;
        }
        Set<String> wanted = Set.of(names.split(","));
        List<BenchmarkGroup> chosen =
                GROUPS.stream().filter(group -> wanted.contains(group.name())).toList();
        if (chosen.size() != wanted.size()) {
            throw new IllegalArgumentException("the groups are "
                    + GROUPS.stream().map(BenchmarkGroup::name).toList());
        }
        return chosen;
    }
}
