package io.gatehouse.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where a set of objects comes from: the files of {@code k8s/} as they are, or one overlay as kustomize renders it. The
 * files are looked at everywhere; an overlay only where {@code kubectl} or {@code kustomize} is installed.
 */
enum Manifests {
    FILES,
    DEV,
    PRODUCTION,
    KNATIVE;

    static final Path FOLDER = Path.of("k8s");
    static final Path SECRETS = FOLDER.resolve("secrets.template.yaml");

    private static final Map<Manifests, List<Manifest>> LOADED = new ConcurrentHashMap<>();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<List<String>> PROGRAMS =
            List.of(List.of("kubectl", "kustomize"), List.of("kustomize", "build"));
    private static final int LONGEST_SECONDS = 60;

    /** The objects, in no order that means anything. The test is aborted, with the reason, where they cannot be rendered. */
    List<Manifest> objects() {
        return LOADED.computeIfAbsent(this, source -> source == FILES ? files() : source.rendered());
    }

    private List<Manifest> rendered() {
        List<String> program = PROGRAMS.stream()
                .filter(each -> isInstalled(each.get(0)))
                .findFirst()
                .orElse(List.of());
        assumeTrue(!program.isEmpty(), "neither `kubectl` nor `kustomize` is installed, so no overlay is rendered");
        List<String> command = new ArrayList<>(program);
        command.add(FOLDER.resolve("overlays")
                .resolve(name().toLowerCase(Locale.ROOT))
                .toString());
        return objects(run(command));
    }

    /** Lines of the form {@code NAME=value} in the files from which kustomize makes ConfigMaps. */
    static List<String> settings() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".env"))
                    .flatMap(file -> read(file).lines())
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Manifest> objects(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll().stream().map(Manifest::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Manifest> files() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(file -> objects(read(file)).stream())
                    .filter(object -> object.json().has("metadata"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String run(List<String> command) {
        try {
            Path errors = Files.createTempFile("kustomize", ".txt");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + read(errors));
            }
            Files.delete(errors);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
