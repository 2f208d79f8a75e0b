package io.gatehouse;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.gatehouse", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule doorsDependOnRoomsDependOnCore = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("doors")
            .definedBy("..api..")
            .layer("rooms")
            .definedBy(
                    "io.gatehouse.organization..",
                    "io.gatehouse.user..",
                    "io.gatehouse.role..",
                    "io.gatehouse.resource..",
                    "io.gatehouse.token..",
                    "io.gatehouse.policy..",
                    "io.gatehouse.audit..",
                    "io.gatehouse.snapshot..")
            .layer("platform")
            .definedBy("..platform..")
            .layer("core")
            .definedBy("..decision..")
            .withOptionalLayers(true)
            .whereLayer("doors")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("rooms")
            .mayOnlyBeAccessedByLayers("doors")
            .whereLayer("platform")
            .mayOnlyBeAccessedByLayers("doors", "rooms")
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers("doors", "rooms", "platform");

    @ArchTest
    static final ArchRule theCoreIsPlainJava = classes()
            .that()
            .resideInAPackage("..decision..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("..decision..", "java..", "org.jspecify.."));

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("io.gatehouse.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule oneDoorDoesNotOpenAnother = slices().matching("io.gatehouse.api.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule sqlStaysInStores = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Store")
            .and()
            .haveSimpleNameNotEndingWith("Entity")
            .and()
            .resideOutsideOfPackages("..platform..", "..snapshot..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.hibernate..", "jakarta.persistence..", "io.vertx..sqlclient..");

    @ArchTest
    static final ArchRule noReflection =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.lang.reflect..");

    @ArchTest
    static final ArchRule decisionsNeverWaitForTheDatabase = noClasses()
            .that()
            .resideInAnyPackage("..api.authzen..", "..api.forward..", "..api.series..", "..api.subject..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.gatehouse.organization..",
                    "io.gatehouse.user..",
                    "io.gatehouse.role..",
                    "io.gatehouse.resource..",
                    "io.gatehouse.token..",
                    "io.gatehouse.policy..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule httpStaysInTheApi = noClasses()
            .that()
            .resideOutsideOfPackage("..api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule storesAndEntitiesArePackagePrivate = classes()
            .that()
            .haveSimpleNameEndingWith("Store")
            .or()
            .haveSimpleNameEndingWith("Entity")
            .should()
            .bePackagePrivate()
            .allowEmptyShould(true);
}
