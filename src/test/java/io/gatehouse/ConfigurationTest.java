package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names and defaults of all settings that are read as interfaces: what operators write must not change unseen. */
class ConfigurationTest {

    @Test
    void settingsHaveTheseNamesAndDefaults() {
        assertThat(settings()).containsExactly("""
                gatehouse.snapshot.max-lookups=256
                gatehouse.snapshot.max-organizations=10000
                gatehouse.snapshot.max-staleness=PT30S
                gatehouse.snapshot.max-tokens=200000
                gatehouse.snapshot.patience=PT2S
                gatehouse.snapshot.poll-interval=PT5S
                gatehouse.snapshot.refused-for=PT1S
                gatehouse.snapshot.unused-after=PT1H
                gatehouse.snapshot.warm-organizations=16
                gatehouse.snapshot.warm-patience=PT10S
                gatehouse.token.peppers
                """.lines().toArray(String[]::new));
    }

    static Stream<String> settings() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.gatehouse").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .flatMap(type -> type.getMethods().stream().map(method -> setting(type, method)))
                        .sorted();
    }

    private static String setting(JavaClass type, JavaMethod method) {
        String name = type.getAnnotationOfType(ConfigMapping.class).prefix() + "."
                + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return method.tryGetAnnotationOfType(WithDefault.class)
                .map(value -> name + "=" + value.value())
                .orElse(name);
    }
}
