// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The shape of the house: who may know whom. */
@AnalyzeClasses(packages = "io.github.oomwitness", importOptions = DoNotIncludeTests.class)
@SuppressWarnings("PrivateConstructorForUtilityClass") // ArchUnit reads its fields and JUnit makes one of it
class ArchitectureTest {
    @ArchTest
    static final ArchRule onlyThePackageLinuxKnowsJna = noClasses()
            .that()
            .resideOutsideOfPackage("..oomwitness.linux..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule onlyTheEventsAndTheirSinkKnowFlightRecorder = noClasses()
            .that()
            .resideOutsideOfPackages("..oomwitness.events..", "..sink.jfr..", "..oomwitness.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.jfr..");

    @ArchTest
    static final ArchRule onlyTheMetersSinkKnowsMicrometer = noClasses()
            .that()
            .resideOutsideOfPackage("..sink.meters..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule readersDoNotKnowSinks = noClasses()
            .that()
            .resideInAnyPackage("..cgroup..", "..process..", "..jvm..", "..bpf..", "..linux..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..sink..");

    @ArchTest
    static final ArchRule sinksReadNothing = noClasses()
            .that()
            .resideInAPackage("..sink..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files");

    @ArchTest
    static final ArchRule theEntryKnowsNothingElse = classes()
            .that()
            .resideInAPackage("..entry..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "..entry..");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("io.github.oomwitness.(**)").should().beFreeOfCycles();
}
