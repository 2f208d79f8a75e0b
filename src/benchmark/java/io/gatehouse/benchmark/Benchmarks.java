package io.gatehouse.benchmark;

import io.gatehouse.benchmark.engine.EngineGroup;
import io.gatehouse.benchmark.engine.SeriesGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs the benchmarks and prints their table: {@code Benchmarks GROUPS SHORT FOLDER}. */
public final class Benchmarks {
    private static final List<BenchmarkGroup> GROUPS = List.of(new EngineGroup(), new SeriesGroup());

    private Benchmarks() {}

    /** Takes the groups, separated by commas, or {@code all}; whether to be short; and the build folder. */
    public static void main(String[] args) throws Exception {
        List<BenchmarkGroup> chosen = choose(args[0]);
        Options options = new Options(Boolean.parseBoolean(args[1]), Path.of(args[2]));
        List<Row> rows = new ArrayList<>();
        for (BenchmarkGroup group : chosen) {
            rows.addAll(group.run(options));
        }
        Report report = new Report(Machine.current(), options.quick(), rows);
        report.write(options.build());
        System.out.println(report.markdown());
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
