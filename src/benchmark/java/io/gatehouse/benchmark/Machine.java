package io.gatehouse.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where and on what figures were taken.
 *
 * @param runtime the virtual machine that ran the benchmarks, and the application unless a row says otherwise
 * @param commit {@code unknown} outside a clone
 */
record Machine(String processor, int cores, long memoryGiB, String runtime, String date, String commit) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    static Machine current() throws IOException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                Math.round(system.getTotalMemorySize() / 1024.0 / 1024.0 / 1024.0),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                LocalDate.now(ZoneOffset.UTC).toString(),
                commitName());
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %d GiB; %s; %s, commit %s",
                processor,
                cores,
                memoryGiB,
                runtime,
                date,
                commit);
    }

    private static String processorName() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private static String commitName() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String name = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return name.isEmpty() ? "unknown" : name;
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
