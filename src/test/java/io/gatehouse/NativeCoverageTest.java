package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/**
 * What is tested of the doors over HTTP on the JVM is tested over the native executable too, but for tests with a network
 * or settings of their own: what these set would reach every later start.
 */
class NativeCoverageTest {

    @Test
    void everyTestThatUsesHttpAloneRunsOverTheExecutableToo() {
        var missing = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests()).importPackages("io.gatehouse.api").stream()
                        .filter(type -> type.isAnnotatedWith(QuarkusTest.class))
                        .filter(type -> !type.isAnnotatedWith(TestProfile.class))
                        .filter(type ->
                                type.getFields().stream().noneMatch(field -> field.isAnnotatedWith(Inject.class)))
                        .filter(type -> type.getSubclasses().stream()
                                .noneMatch(subclass -> subclass.isAnnotatedWith(QuarkusIntegrationTest.class)))
                        .map(JavaClass::getName);

        assertThat(missing).isEmpty();
    }
}
