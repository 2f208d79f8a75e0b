package io.gatehouse.kubernetes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of everything that can be set: Quarkus's own settings from the roots that its extensions list, Gatehouse's
 * from what its classes and {@code application.properties} name.
 */
final class KnownSettings {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Pattern GATEHOUSE = Pattern.compile("gatehouse\\.[a-z]+(?:[.-][a-z]+)*");
    private static final String ROOTS = "META-INF/quarkus-config-roots.list";

    private final Set<String> variables = new HashSet<>();
    private final List<Pattern> named = new ArrayList<>();

    KnownSettings() {
        gatehouse();
        quarkus();
    }

    /** Whether something reads the setting that this environment variable gives. */
    boolean reads(String variable) {
        return variables.contains(variable)
                || named.stream().anyMatch(pattern -> pattern.matcher(variable).matches());
    }

    private void gatehouse() {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            files.filter(file -> file.toString().endsWith(".class") || file.endsWith("application.properties"))
                    .flatMap(file -> GATEHOUSE.matcher(text(file)).results())
                    .forEach(match -> add(match.group()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Stream<Path> files = Files.walk(CLASSES)) {
            files.map(file -> CLASSES.relativize(file).toString())
                    .filter(name -> name.endsWith("Config.class"))
                    .forEach(name -> addMapping(
                            name.replace(File.separatorChar, '.').substring(0, name.length() - ".class".length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void quarkus() {
        try {
            for (URL list : Collections.list(getClass().getClassLoader().getResources(ROOTS))) {
                try (var stream = list.openStream()) {
                    new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .forEach(this::addMapping);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addMapping(String className) {
        Class<?> type;
        try {
            type = Class.forName(className, false, getClass().getClassLoader());
        } catch (ClassNotFoundException | NoClassDefFoundError absent) {
            return;
        }
        ConfigMapping mapping = type.getAnnotation(ConfigMapping.class);
        if (mapping != null) {
            ConfigMappings.getProperties(ConfigClass.configClass(type, mapping.prefix()))
                    .keySet()
                    .forEach(this::add);
        }
    }

    private void add(String setting) {
        if (setting.contains("*")) {
            named.add(Pattern.compile(variable(setting.replace("\"*\"", "*")).replaceAll("_*\\*_*", "_[A-Z0-9_]+_")));
            return;
        }
        variables.add(variable(setting));
    }

    /** As MicroProfile Config forms it. */
    private static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9*]", "_").toUpperCase(Locale.ROOT);
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
