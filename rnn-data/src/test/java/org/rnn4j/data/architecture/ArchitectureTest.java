package org.rnn4j.data.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What this module may use, and the house rules that byte code shows. */
class ArchitectureTest {
    private static final Set<String> EXACT_MATH = Set.of("abs", "max", "min", "rint", "sqrt", "fma");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.rnn4j.data");

    private static final JavaClasses OFFENDERS = new ClassFileImporter().importClasses(Offender.class);

    /** Does what the rules forbid, so that the rules can be seen to fail. */
    @SuppressWarnings("unused")
    private static final class Offender {
        private static int counter;

        Object breakRules(ObjectInputStream stream) throws Exception {
            counter += (int) Math.exp(new Random().nextInt());
            assertThat(counter).isPositive();
            return stream.readObject();
        }
    }

    private static void check(ArchRule rule, String trace) {
        assertThatThrownBy(() -> rule.check(OFFENDERS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(trace);
        assertThat(MAIN).as("classes found").hasSizeGreaterThan(30);
        rule.check(MAIN);
    }

    @Test
    void module_usesTensorsFastCsvAndJacksonOnly() {
        check(
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "org.rnn4j.data..",
                                "org.rnn4j.tensor",
                                "java..",
                                "org.jspecify.annotations",
                                "de.siegmar.fastcsv..",
                                "tools.jackson.core.."),
                "org.assertj");
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("org.rnn4j.data.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void transcendentalsOfMath_areNotUsed() {
        check(
                noClasses()
                        .should()
                        .callMethodWhere(describe(
                                "a function of java.lang.Math that need not be exact",
                                call -> call.getTargetOwner().isEquivalentTo(Math.class)
                                        && !EXACT_MATH.contains(call.getName()))),
                "Math.exp");
    }

    @Test
    void serializationReflectionAndForeignRandomness_areNotUsed() {
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are serialization, reflection, network or random generators", ArchitectureTest::isForbidden));
        check(rule, "java.io.ObjectInputStream");
        assertThatThrownBy(() -> rule.check(OFFENDERS)).hasMessageContaining("java.util.Random");
    }

    private static boolean isForbidden(JavaClass type) {
        return type.isEquivalentTo(ObjectInputStream.class)
                || type.isAssignableTo(Random.class)
                || type.isAssignableTo(ThreadLocal.class)
                || type.getPackageName().startsWith("java.lang.reflect")
                || type.getPackageName().startsWith("java.util.random")
                || type.getPackageName().startsWith("java.net");
    }

    @Test
    void staticFields_areFinal() {
        check(fields().that().areStatic().should().beFinal(), "counter");
    }

    @Test
    void publicTypes_areFinalOrInterfaces() {
        classes()
                .that()
                .arePublic()
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.be(describe(
                        "final, an interface or an enum",
                        type -> type.isInterface()
                                || type.isEnum()
                                || type.getModifiers().contains(JavaModifier.FINAL))))
                .check(MAIN);
    }
}
