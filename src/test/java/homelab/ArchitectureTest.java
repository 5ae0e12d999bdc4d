package homelab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The house rules. A rule that fails prints why it is here. */
@AnalyzeClasses(packages = "homelab", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] PURE = {
        "homelab.model..",
        "homelab.loop.observe..",
        "homelab.loop.detect..",
        "homelab.loop.diagnose..",
        "homelab.loop.decide..",
        "homelab.loop.verify..",
        "homelab.loop.learn.."
    };

    @ArchTest
    static final ArchRule arrows_point_down = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("app")
            .definedBy("homelab.app..")
            .layer("doors")
            .definedBy("homelab.cli..", "homelab.web..")
            .layer("lab")
            .definedBy("homelab.lab..")
            .layer("integrations")
            .definedBy("homelab.integration.(*)..")
            .layer("loop")
            .definedBy("homelab.loop..")
            .layer("store")
            .definedBy("homelab.store..")
            .layer("ports")
            .definedBy("homelab.integration")
            .layer("model")
            .definedBy("homelab.model..")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("doors")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("lab")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("integrations")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("loop")
            .mayOnlyBeAccessedByLayers("app", "doors")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("app", "loop")
            .whereLayer("ports")
            .mayOnlyBeAccessedByLayers("app", "doors", "lab", "integrations", "loop", "store")
            .because("what is low must not know what stands on it");

    @ArchTest
    static final ArchRule integrations_do_not_know_each_other = slices().matching("homelab.integration.(*)..")
            .should()
            .notDependOnEachOther()
            .because("adding or removing an integration must touch one folder only");

    @ArchTest
    static final ArchRule the_lab_knows_no_agent = noClasses()
            .that()
            .resideInAPackage("homelab.lab..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "homelab.loop..",
                    "homelab.store..",
                    "homelab.integration.(*)..",
                    "homelab.cli..",
                    "homelab.web..",
                    "homelab.app..")
            .because("what the agent is judged against must not be made of the agent");

    @ArchTest
    static final ArchRule steps_do_not_know_each_other = slices().matching("homelab.loop.(*)..")
            .should()
            .notDependOnEachOther()
            .because("only the loop knows the order of the steps");

    @ArchTest
    static final ArchRule no_circles = slices().matching("homelab.(**)")
            .should()
            .beFreeOfCycles()
            .because("a circle of rooms is one room with walls in the way");

    @ArchTest
    static final ArchRule thinking_is_pure = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.net..", "java.nio.channels..", "java.sql..", "org.slf4j..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files")
            .because("what decides must be testable without a homelab");

    @ArchTest
    static final ArchRule time_is_handed_in = noClasses()
            .that()
            .resideOutsideOfPackage("homelab.app..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("a test must be able to move the clock");

    @ArchTest
    static final ArchRule spring_is_a_guest = noClasses()
            .that()
            .resideOutsideOfPackages("homelab.web..", "homelab.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "jakarta..")
            .because("the core heals without its dashboard");

    @ArchTest
    static final ArchRule docker_java_stays_in_its_room = noClasses()
            .that()
            .resideOutsideOfPackage("homelab.integration.docker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.github.dockerjava..")
            .because("each outside library stays in its room");

    @ArchTest
    static final ArchRule names_say_what_a_thing_does = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .because("a name that says nothing hides what the thing is");

    @ArchTest
    static final ArchRule no_generic_exceptions = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule no_printing = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because(
            "the command line prints through the writers that it was given");

    @ArchTest
    static final ArchRule an_integration_shows_one_face = classes()
            .that()
            .resideInAPackage("homelab.integration.(*)..")
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .haveSimpleNameEndingWith("Integration")
            .orShould()
            .haveSimpleNameEndingWith("Config")
            .because("the rest of a folder is its own affair");
}
