package homelab;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.InstantSource;
import java.util.Date;
import java.util.function.Predicate;

/** The house rules. A rule that fails prints why it is here. */
@AnalyzeClasses(packages = "homelab", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** The room below the integrations that they share. */
    private static final String HTTP = "homelab.integration.http..";

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
            .definedBy("homelab.cli..", "homelab.web..", "homelab.mcp..")
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
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("app", "loop")
            .whereLayer("ports")
            .mayOnlyBeAccessedByLayers("app", "doors", "lab", "integrations", "loop", "store")
            .because("what is low must not know what stands on it");

    @ArchTest
    static final ArchRule everything_is_in_a_room = classes()
            .should()
            .resideInAnyPackage(
                    "homelab.app..",
                    "homelab.cli..",
                    "homelab.web..",
                    "homelab.mcp..",
                    "homelab.loop..",
                    "homelab.integration..",
                    "homelab.store..",
                    "homelab.lab..",
                    "homelab.model..")
            .orShould()
            .be(Main.class)
            .orShould()
            .haveSimpleName("package-info")
            .because("what stands outside the rooms is held by none of their walls");

    @ArchTest
    static final ArchRule the_start_only_starts = classes()
            .that()
            .areAssignableTo(Main.class)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "homelab.app")
            .because("it starts; nothing else");

    @ArchTest
    static final ArchRule the_model_knows_nobody = classes()
            .that()
            .resideInAPackage("homelab.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("homelab.model..", "java..", "org.jspecify..", "org.pcollections..")
            .because("the words belong to no library");

    @ArchTest
    static final ArchRule the_words_are_sealed = classes()
            .that()
            .resideInAPackage("homelab.model..")
            .and()
            .areInterfaces()
            .and()
            .doNotHaveSimpleName("package-info")
            .should(be("sealed", one -> one.reflect().isSealed()))
            .because("a switch over a word must name every case");

    @ArchTest
    static final ArchRule ports_are_open = classes()
            .that()
            .resideInAPackage("homelab.integration")
            .and()
            .areInterfaces()
            .and()
            .areTopLevelClasses()
            .should(be("open", one -> !one.reflect().isSealed()))
            .because("a port is there for many implementations");

    @ArchTest
    static final ArchRule integrations_do_not_know_each_other = slices().matching("homelab.integration.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage(HTTP))
            .because("adding or removing an integration must touch one folder only");

    @ArchTest
    static final ArchRule the_shared_wire_knows_no_integration = noClasses()
            .that()
            .resideInAPackage(HTTP)
            .should()
            .dependOnClassesThat(resideInAPackage("homelab..")
                    .and(not(resideInAnyPackage(HTTP, "homelab.integration", "homelab.model.."))))
            .because("what all integrations stand on must stand on the ports and the model alone");

    @ArchTest
    static final ArchRule the_wire_is_for_integrations = noClasses()
            .that()
            .resideOutsideOfPackage("homelab.integration.(*)..")
            .should()
            .dependOnClassesThat(resideInAPackage(HTTP)
                    .and(describe(
                            "are no setting", one -> !one.getName().startsWith("homelab.integration.http.Trust"))))
            .because("whoever speaks to the outside is an integration; only whom it believes is a setting");

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
            .resideInAnyPackage(
                    "java.io..",
                    "java.net..",
                    "java.nio.channels..",
                    "java.sql..",
                    "java.util.logging..",
                    "org.slf4j..",
                    "homelab.integration..",
                    "homelab.store..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files")
            .because("what decides must be testable without a homelab");

    @ArchTest
    static final ArchRule time_is_handed_in = noClasses()
            .that()
            .resideOutsideOfPackage("homelab.app..")
            .should()
            .callMethodWhere(describe("asks the machine for the time", ArchitectureTest::asksForTheTime))
            .orShould()
            .callConstructor(Date.class)
            .orShould()
            .callMethodWhere(describe(
                    "sleeps",
                    call -> call.getName().equals("sleep")
                            && call.getTargetOwner().isAssignableTo(Thread.class)))
            .because("a test must be able to move the clock");

    private static boolean asksForTheTime(JavaMethodCall call) {
        var owner = call.getTargetOwner();
        var name = call.getName();
        if (owner.isEquivalentTo(System.class)) return name.equals("currentTimeMillis");
        if (owner.isAssignableTo(InstantSource.class)) return name.startsWith("system") || name.startsWith("tick");
        return owner.getPackageName().startsWith("java.time") && name.equals("now");
    }

    @ArchTest
    static final ArchRule spring_is_a_guest = noClasses()
            .that()
            .resideOutsideOfPackages("homelab.web..", "homelab.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "jakarta..")
            .because("the core heals without its dashboard");

    @ArchTest
    static final ArchRule the_store_uses_spring_for_sql_only = noClasses()
            .that()
            .resideInAPackage("homelab.store..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.springframework..", "jakarta..")
                    .and(not(resideInAnyPackage("org.springframework.jdbc..", "org.springframework.dao.."))))
            .because("a library is no framework");

    @ArchTest
    static final ArchRule nothing_wires_by_annotation = noClasses()
            .should()
            .beAnnotatedWith("org.springframework.stereotype.Component")
            .orShould()
            .beAnnotatedWith("org.springframework.stereotype.Service")
            .orShould()
            .beAnnotatedWith("org.springframework.context.annotation.ComponentScan")
            .orShould()
            .beAnnotatedWith("org.springframework.boot.autoconfigure.EnableAutoConfiguration")
            .orShould()
            .beAnnotatedWith("org.springframework.boot.autoconfigure.SpringBootApplication")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.beans.factory.annotation..", "jakarta.inject..")
            .because("how the parts hang together can be read in one function");

    @ArchTest
    static final ArchRule the_http_client_stays_in_its_room = staysIn(HTTP, "org.apache.hc..");

    @ArchTest
    static final ArchRule the_database_stays_in_its_room =
            staysIn("homelab.store..", "java.sql..", "javax.sql..", "org.sqlite..", "org.flywaydb..");

    @ArchTest
    static final ArchRule the_command_line_stays_in_its_room = staysIn("homelab.cli..", "picocli..");

    @ArchTest
    static final ArchRule the_web_server_stays_in_its_room =
            staysIn("homelab.web..", "org.apache.catalina..", "org.apache.tomcat..", "org.apache.coyote..");

    private static ArchRule staysIn(String room, String... library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .because("each outside library stays in its room");
    }

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
            .resideOutsideOfPackage(HTTP)
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .haveSimpleNameEndingWith("Integration")
            .orShould()
            .haveSimpleNameEndingWith("Config")
            .because("the rest of a folder is its own affair");

    private static ArchCondition<JavaClass> be(String what, Predicate<JavaClass> holds) {
        return new ArchCondition<>("be " + what) {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        one, holds.test(one), one.getName() + (holds.test(one) ? " is " : " is not ") + what));
            }
        };
    }
}
