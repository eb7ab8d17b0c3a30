package org.rnn4j.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The floor plan and the house rules that byte code shows. */
class ArchitectureTest {
    /** Upper floors first; a floor may use the ones below it. */
    private static final List<String> FLOORS =
            List.of("io", "check", "loss", "recurrent", "layer", "autograd", "kernel", "tensor");

    private static final Set<String> EXACT_MATH = Set.of(
            "abs",
            "absExact",
            "addExact",
            "ceil",
            "ceilDiv",
            "clamp",
            "copySign",
            "decrementExact",
            "floor",
            "floorDiv",
            "floorMod",
            "fma",
            "getExponent",
            "incrementExact",
            "max",
            "min",
            "multiplyExact",
            "multiplyFull",
            "multiplyHigh",
            "negateExact",
            "nextAfter",
            "nextDown",
            "nextUp",
            "rint",
            "round",
            "scalb",
            "signum",
            "sqrt",
            "subtractExact",
            "toIntExact",
            "ulp");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.rnn4j");

    private static final JavaClasses OFFENDERS = new ClassFileImporter().importClasses(Offender.class);

    /** Does what the rules forbid, so that the rules can be seen to fail. */
    @SuppressWarnings("unused")
    private static final class Offender {
        private static int counter;

        Object breakRules(Object stream) throws Exception {
            counter++;
            Class.forName("java.lang.String");
            new Random();
            System.exit((int) (Math.tanh(1) + Math.random()));
            return ((ObjectInputStream) stream).readObject();
        }
    }

    private static String packageOf(String floor) {
        return "org.rnn4j." + floor + "..";
    }

    private static JavaClasses main() {
        assertThat(MAIN).as("classes found").hasSizeGreaterThan(30);
        return MAIN;
    }

    private static void assertCatches(ArchRule rule, String... traces) {
        for (String trace : traces) {
            assertThatThrownBy(() -> rule.check(OFFENDERS))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(trace);
        }
    }

    @Test
    void floors_useOnlyTheOnesBelow() {
        JavaClasses main = main();
        for (int lower = 1; lower < FLOORS.size(); lower++) {
            String[] above = FLOORS.subList(0, lower).stream()
                    .map(ArchitectureTest::packageOf)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(packageOf(FLOORS.get(lower)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .allowEmptyShould(true)
                    .check(main);
        }
    }

    @Test
    void everyClass_livesOnAFloor() {
        String[] floors = FLOORS.stream().map(ArchitectureTest::packageOf).toArray(String[]::new);
        classes().should().resideInAnyPackage(floors).check(main());
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("org.rnn4j.(*)..").should().beFreeOfCycles().check(main());
    }

    @Test
    void vectorTypes_stayInClassesNamedSimdOfTheKernels() {
        noClasses()
                .that(describe("are no Simd class of the kernels", ArchitectureTest::isNoSimdClass))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .check(main());
        assertThat(main().stream().anyMatch(type -> !isNoSimdClass(type))).isTrue();
    }

    private static boolean isNoSimdClass(JavaClass type) {
        String name = type.getName();
        return !name.startsWith("org.rnn4j.kernel.Simd");
    }

    @Test
    void kernels_areUsedThroughTheirInterface() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.rnn4j.kernel")
                .should()
                .dependOnClassesThat(resideInAPackage("org.rnn4j.kernel")
                        .and(describe(
                                "are not public", type -> !type.getModifiers().contains(JavaModifier.PUBLIC))))
                .check(main());
    }

    private static ArchRule noInexactMath() {
        return noClasses()
                .should()
                .accessTargetWhere(describe("a function of java.lang.Math that need not be exact", access -> {
                    boolean math = access.getTargetOwner().isEquivalentTo(Math.class);
                    return math && !isField(access) && !EXACT_MATH.contains(access.getName());
                }));
    }

    private static boolean isField(JavaAccess<?> access) {
        return access.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.FieldAccessTarget;
    }

    @Test
    void transcendentalsOfMath_areNotUsed() {
        assertCatches(noInexactMath(), "Math.tanh", "Math.random");
        noInexactMath().check(main());
    }

    private static ArchRule noCodeFromData() {
        DescribedPredicate<JavaAccess<?>> reflection = describe("Class.forName or System.exit", access -> {
            JavaClass owner = access.getTargetOwner();
            return (owner.isEquivalentTo(Class.class) && access.getName().equals("forName"))
                    || (owner.isEquivalentTo(System.class) && access.getName().equals("exit"));
        });
        return noClasses().should().accessTargetWhere(reflection);
    }

    private static ArchRule noForbiddenTypes() {
        return noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are serialization, reflection, random generators or thread-locals",
                        type -> type.isEquivalentTo(ObjectInputStream.class)
                                || type.isEquivalentTo(ObjectOutputStream.class)
                                || type.isAssignableTo(Random.class)
                                || type.isEquivalentTo(SplittableRandom.class)
                                || type.isAssignableTo(ThreadLocal.class)
                                || type.getPackageName().startsWith("java.lang.reflect")
                                || type.getPackageName().startsWith("java.util.random")
                                || type.getPackageName().startsWith("javax.script")
                                || type.getPackageName().startsWith("java.beans")
                                || type.getPackageName().startsWith("java.net")));
    }

    @Test
    void codeIsNeverLoadedByName_andTheProcessIsNeverEnded() {
        assertCatches(noCodeFromData(), "Class.forName", "System.exit");
        noCodeFromData().check(main());
    }

    @Test
    void serializationReflectionAndForeignRandomness_areNotUsed() {
        assertCatches(noForbiddenTypes(), "java.util.Random", "java.io.ObjectInputStream");
        noForbiddenTypes().check(main());
    }

    private static ArchRule staticFieldsAreFinal() {
        return fields().that().areStatic().should().beFinal();
    }

    private static ArchRule staticFieldsHoldNoCollectionsThatChange() {
        return fields().that()
                .areStatic()
                .and(describe(
                        "were written by hand",
                        (JavaField field) -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
                .should()
                .notHaveRawType(describe("a type made to change", ArchitectureTest::isMadeToChange));
    }

    private static boolean isMadeToChange(JavaClass type) {
        return List.of(
                        "java.util.concurrent.atomic.",
                        "java.util.concurrent.Concurrent",
                        "java.util.ArrayList",
                        "java.util.HashMap",
                        "java.util.LinkedHashMap",
                        "java.util.IdentityHashMap",
                        "java.util.ArrayDeque",
                        "java.lang.StringBuilder")
                .stream()
                .anyMatch(prefix -> type.getName().startsWith(prefix));
    }

    @Test
    void staticFields_areFinalAndImmutable() {
        assertCatches(staticFieldsAreFinal(), "counter");
        staticFieldsAreFinal().check(main());
        staticFieldsHoldNoCollectionsThatChange().check(main());
    }

    @Test
    void staticArrays_arePrivate() {
        fields().that()
                .areStatic()
                .and(describe(
                        "are arrays", (JavaField field) -> field.getRawType().isArray()))
                .should()
                .bePrivate()
                .orShould(be(describe("synthetic", field -> field.getModifiers().contains(JavaModifier.SYNTHETIC))))
                .allowEmptyShould(true)
                .check(main());
    }

    @Test
    void publicTypes_areFinalOrInterfacesOrMeantToBeExtended() {
        classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should(be(describe(
                        "final, sealed, abstract or an interface",
                        type -> type.isInterface()
                                || type.isEnum()
                                || type.getModifiers().contains(JavaModifier.FINAL)
                                || type.getModifiers().contains(JavaModifier.ABSTRACT)
                                || type.reflect().isSealed()
                                || type.isAssignableTo(Throwable.class))))
                .check(main());
    }
}
