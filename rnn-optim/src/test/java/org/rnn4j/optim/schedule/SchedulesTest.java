package org.rnn4j.optim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnn4j.optim.NonFiniteException;
import org.rnn4j.optim.Schedule;

/** Values at the corners, where the papers' formulas say them without computing; the golden vectors do the rest. */
class SchedulesTest {
    private static final Offset<Double> CLOSE = within(1e-14);

    @Test
    void stepDecay_fallsEverySoManySteps() {
        Schedule schedule = new StepDecay(3, 0.5);
        assertThat(factors(schedule, 0, 2, 3, 5, 6)).containsExactly(1, 1, 0.5, 0.5, 0.25);
    }

    @Test
    void multiStepDecay_fallsAtMilestones() {
        Schedule schedule = new MultiStepDecay(List.of(0L, 2L, 7L), 0.5);
        assertThat(factors(schedule, 0, 1, 2, 6, 7, 100)).containsExactly(0.5, 0.5, 0.25, 0.25, 0.125, 0.125);
        assertThat(new MultiStepDecay(List.of(), 0.5).factor(9)).isEqualTo(1);
    }

    @Test
    void exponential_fallsAtEveryStep() {
        assertThat(factors(new Exponential(0.5), 0, 1, 3)).containsExactly(1, 0.5, 0.125);
    }

    @Test
    void polynomial_fallsToZeroAndStays() {
        assertThat(factors(new Polynomial(4, 2), 0, 2, 4, 5)).containsExactly(1, 0.25, 0, 0);
    }

    @Test
    void linear_goesStraightAndStays() {
        assertThat(factors(LinearRamp.warmUp(4, 0.5), 0, 2, 4, 9)).containsExactly(0.5, 0.75, 1, 1);
        assertThat(factors(LinearRamp.toZero(4), 0, 1, 4, 9)).containsExactly(1, 0.75, 0, 0);
    }

    @Test
    void cosine_staysAtItsEndOrRisesAgain() {
        assertThat(factors(new Cosine(4, 0.5), 0, 2, 4, 6, 8))
                .containsExactly(new double[] {1, 0.75, 0.5, 0.5, 0.5}, CLOSE);
        assertThat(factors(new Cosine(4, 0.5).withRise(), 0, 2, 4, 6, 8, 12))
                .containsExactly(new double[] {1, 0.75, 0.5, 0.75, 1, 0.5}, CLOSE);
        assertThat(new Cosine(4).factor(4)).isZero();
    }

    @Test
    void cosineRestarts_startAtOneAgain() {
        Schedule growing = new CosineRestarts(4, 2, 0.5);
        assertThat(factors(growing, 0, 2, 4, 8, 12, 20, 28))
                .containsExactly(new double[] {1, 0.75, 1, 0.75, 1, 0.75, 1}, CLOSE);
        assertThat(factors(new CosineRestarts(4), 2, 4, 6, 4_000_000_002L))
                .containsExactly(new double[] {0.5, 1, 0.5, 0.5}, CLOSE);
        assertThat(new CosineRestarts(1, Integer.MAX_VALUE, 0).factor(Long.MAX_VALUE))
                .isBetween(0.0, 1.0);
    }

    @Test
    void triangular_movesRateAndMomentumOppositely() {
        Cyclic schedule = Cyclic.triangular(0.2, 4).withStepsDown(8).withMomentum(0.8, 0.9);
        assertThat(factors(schedule, 0, 2, 4, 8, 12, 16))
                .containsExactly(new double[] {0.2, 0.6, 1, 0.6, 0.2, 1}, CLOSE);
        assertThat(momenta(schedule, 0, 2, 4, 8, 12, 16))
                .containsExactly(new double[] {0.9, 0.85, 0.8, 0.85, 0.9, 0.8}, CLOSE);
        assertThat(Cyclic.triangular(0.2, 4).momentum(3)).isEmpty();
    }

    @Test
    void triangular2_halvesEveryCycle() {
        Cyclic schedule = Cyclic.triangular2(0.2, 5).withMomentum(0.8, 0.9);
        assertThat(factors(schedule, 0, 5, 10, 15, 20, 25))
                .containsExactly(new double[] {0.2, 1, 0.2, 0.6, 0.2, 0.4}, CLOSE);
        assertThat(momenta(schedule, 0, 5, 10, 15, 20, 25))
                .containsExactly(new double[] {0.9, 0.8, 0.9, 0.85, 0.9, 0.875}, CLOSE);
    }

    @Test
    void expRange_shrinksWithEveryStep() {
        Cyclic schedule = Cyclic.expRange(0.2, 5, 0.9);
        assertThat(schedule.factor(5)).isCloseTo(0.2 + 0.8 * StrictMath.pow(0.9, 5), CLOSE);
        assertThat(schedule.factor(15)).isCloseTo(0.2 + 0.8 * StrictMath.pow(0.9, 15), CLOSE);
        assertThat(schedule.factor(10)).isEqualTo(0.2);
    }

    @Test
    void oneCycle_inTwoPhases() {
        OneCycle schedule = new OneCycle(101).withRise(51.0 / 101).withDivisions(10, 100);
        assertThat(factors(schedule, 0, 25, 50, 75, 100, 1000))
                .containsExactly(new double[] {0.1, 0.55, 1, 0.5005, 0.001, 0.001}, CLOSE);
        assertThat(momenta(schedule, 0, 25, 50, 75, 100, 1000))
                .containsExactly(new double[] {0.95, 0.9, 0.85, 0.9, 0.95, 0.95}, CLOSE);
        assertThat(schedule.withoutMomentum().momentum(3)).isEmpty();
        assertThat(schedule.withMomentum(0.5, 0.6).momentum(50).getAsDouble()).isEqualTo(0.5);
    }

    @Test
    void oneCycle_inThreePhasesAndStraightLines() {
        OneCycle schedule = new OneCycle(121)
                .withRise(41.0 / 121)
                .withDivisions(10, 100)
                .withThreePhases()
                .withLines();
        assertThat(factors(schedule, 0, 10, 40, 70, 80, 100, 120, 1000))
                .containsExactly(new double[] {0.1, 0.325, 1, 0.325, 0.1, 0.0505, 0.001, 0.001}, CLOSE);
        assertThat(momenta(schedule, 0, 20, 40, 60, 80, 100, 120))
                .containsExactly(new double[] {0.95, 0.9, 0.85, 0.9, 0.95, 0.95, 0.95}, CLOSE);
    }

    @Test
    void slantedTriangular_risesShortlyAndFallsLong() {
        Schedule schedule = new SlantedTriangular(100);
        assertThat(factors(schedule, 0, 5, 10, 55, 100, 1000))
                .containsExactly(new double[] {1.0 / 32, 16.5 / 32, 1, 16.5 / 32, 1.0 / 32, 1.0 / 32}, CLOSE);
    }

    @Test
    void slantedTriangularOfAnOddLength_neverFallsBelowItsLowest() {
        Schedule schedule = new SlantedTriangular(19, 0.1, 32); // 1.9 steps up: the paper's own formula gets negative
        for (long step = 0; step < 25; step++) {
            assertThat(schedule.factor(step)).isBetween(1.0 / 32, 1.0);
        }
    }

    private static double[] factors(Schedule schedule, long... steps) {
        return Arrays.stream(steps).mapToDouble(schedule::factor).toArray();
    }

    private static double[] momenta(Schedule schedule, long... steps) {
        return Arrays.stream(steps)
                .mapToDouble(step -> schedule.momentum(step).getAsDouble())
                .toArray();
    }

    static Stream<Schedule> all() {
        return Stream.of(
                new StepDecay(7, 0.5),
                new MultiStepDecay(List.of(3L, 8L), 0.1),
                new Exponential(0.99),
                new Polynomial(20, 0.9),
                LinearRamp.warmUp(8, 0.1),
                new Cosine(20, 0.01),
                new Cosine(20, 0.01).withRise(),
                new CosineRestarts(5, 3, 0),
                Cyclic.triangular(0.1, 6).withMomentum(0.8, 0.95),
                Cyclic.triangular2(0.1, 6).withStepsDown(9).withMomentum(0.8, 0.95),
                Cyclic.expRange(0, 6, 0.99),
                new OneCycle(40),
                new OneCycle(40).withThreePhases().withRise(0.5),
                new OneCycle(4),
                new SlantedTriangular(40),
                ReduceOnPlateau.lowest("loss").start());
    }

    @ParameterizedTest
    @MethodSource("all")
    void everySchedule_isAPureFunctionWithinItsRange(Schedule schedule) {
        List<Double> forwards = new ArrayList<>();
        for (long step = 0; step < 100; step++) {
            forwards.add(schedule.factor(step));
            assertThat(schedule.factor(step)).isBetween(0.0, 1.0);
            schedule.momentum(step).ifPresent(momentum -> assertThat(momentum).isBetween(0.8, 0.95));
        }
        for (int step = 99; step >= 0; step--) {
            assertThat(schedule.factor(step)).isEqualTo(forwards.get(step));
        }
        assertThat(schedule.factor(Long.MAX_VALUE / 4)).isBetween(0.0, 1.0);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refusal(() -> new StepDecay(0, 0.5), "StepDecay: the number of steps must be 1 to 9007199254740992"),
                refusal(() -> new StepDecay(3, 1.5), "StepDecay: gamma must be above 0 and at most 1, but is 1.5"),
                refusal(
                        () -> new MultiStepDecay(List.of(4L, 4L), 0.5),
                        "MultiStepDecay: the milestones must be ascending"),
                refusal(() -> new MultiStepDecay(List.of(-1L), 0.5), "but is [-1]"),
                refusal(() -> new Exponential(0), "Exponential: gamma must be above 0 and at most 1, but is 0.0"),
                refusal(() -> new Exponential(Double.NaN), "but is NaN"),
                refusal(() -> new Polynomial(9, 0), "Polynomial: the power must be finite and above 0, but is 0.0"),
                refusal(
                        () -> LinearRamp.warmUp(9, -0.1),
                        "LinearRamp: the first factor must be finite and at least 0, but is -0.1"),
                refusal(() -> new Cosine(Long.MAX_VALUE), "Cosine: the number of steps must be 1 to 9007199254740992"),
                refusal(() -> new CosineRestarts(9, 0, 0), "CosineRestarts: the growth must be at least 1, but is 0"),
                refusal(
                        () -> Cyclic.triangular(2, 9),
                        "Cyclic: the high factor must be finite and at least the low one, 2.0, but is 1.0"),
                refusal(
                        () -> Cyclic.triangular(0, 9).withStepsDown(0),
                        "Cyclic: the number of steps down must be 1 to"),
                refusal(() -> Cyclic.expRange(0, 9, 1.1), "Cyclic.ExpRange: gamma must be above 0 and at most 1"),
                refusal(
                        () -> Cyclic.triangular(0, 9).withMomentum(0.9, 0.8),
                        "MomentumRange: the highest momentum must be at least the lowest, 0.9, but is 0.8"),
                refusal(
                        () -> new OneCycle(9).withMomentum(0.9, 1),
                        "MomentumRange: the highest momentum must be at least 0 and below 1, but is 1.0"),
                refusal(
                        () -> new OneCycle(3),
                        "OneCycle: the share of the rise times the number of steps, 3, must be above 1"),
                refusal(
                        () -> new OneCycle(9).withRise(1),
                        "OneCycle: the share of the rise must be above 0 and below 1"),
                refusal(
                        () -> new OneCycle(9).withRise(0.6).withThreePhases(),
                        "OneCycle: the share of the rise with three phases must be at most 0.5, but is 0.6"),
                refusal(() -> new OneCycle(9).withDivisions(0, 1), "OneCycle: the division must be finite and above 0"),
                refusal(
                        () -> new SlantedTriangular(9),
                        "SlantedTriangular: the share of the rise times the number of steps, 9, must be at least 1"),
                refusal(
                        () -> new SlantedTriangular(9, 0.5, 0.5),
                        "SlantedTriangular: the ratio must be finite and at least 1"),
                refusal(
                        () -> ReduceOnPlateau.lowest("loss").withGamma(1),
                        "ReduceOnPlateau: gamma must be above 0 and below 1, but is 1.0"),
                refusal(
                        () -> ReduceOnPlateau.lowest("loss").withPatience(-1),
                        "ReduceOnPlateau: the patience must be at least 0 evaluations"),
                refusal(
                        () -> ReduceOnPlateau.lowest("loss").withThreshold(Double.NaN),
                        "ReduceOnPlateau: the threshold must be finite and at least 0, but is NaN"),
                refusal(
                        () -> ReduceOnPlateau.lowest("loss").withCooldown(-2),
                        "ReduceOnPlateau: the cooldown must be at least 0 evaluations"));
    }

    private static Arguments refusal(Supplier<?> wrong, String message) {
        return Arguments.of(wrong, message);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void impossibleSettings_areRefused(Supplier<?> wrong, String message) {
        assertThatIllegalArgumentException().isThrownBy(wrong::get).withMessageContaining(message);
    }

    private static double afterwards(ReduceOnPlateau settings, double... values) {
        Schedule schedule = settings.start();
        for (double value : values) {
            schedule.observe(Map.of(settings.figure(), value, "other", 0.0));
        }
        return schedule.factor(0);
    }

    @Test
    void plateau_fallsAfterItsPatience() {
        ReduceOnPlateau settings =
                ReduceOnPlateau.lowest("loss").withPatience(2).withGamma(0.5);
        assertThat(afterwards(settings, 3, 3, 3)).isEqualTo(1);
        assertThat(afterwards(settings, 3, 3, 3, 3)).isEqualTo(0.5);
        assertThat(afterwards(settings, 3, 3, 3, 2, 3, 3)).isEqualTo(1);
        assertThat(afterwards(settings, 3, 3, 3, 3, 3, 3)).isEqualTo(0.5);
        assertThat(afterwards(settings, 3, 3, 3, 3, 3, 3, 3)).isEqualTo(0.25);
    }

    @Test
    void plateauOfAFigureThatShouldRise_watchesTheOtherWay() {
        ReduceOnPlateau settings =
                ReduceOnPlateau.highest("accuracy").withPatience(0).withGamma(0.5);
        assertThat(afterwards(settings, 0.5, 0.6, 0.7)).isEqualTo(1);
        assertThat(afterwards(settings, 0.5, 0.4)).isEqualTo(0.5);
    }

    @Test
    void plateauThreshold_isAShareOfTheSizeOrADifference() {
        ReduceOnPlateau settings =
                ReduceOnPlateau.lowest("loss").withPatience(0).withGamma(0.5);
        assertThat(afterwards(settings.withThreshold(0.1), 10, 9.1)).isEqualTo(0.5);
        assertThat(afterwards(settings.withThreshold(0.1), 10, 8.9)).isEqualTo(1);
        assertThat(afterwards(settings.withThreshold(0.1), -10, -10.9)).isEqualTo(0.5);
        assertThat(afterwards(settings.withThreshold(0.1), -10, -11.1)).isEqualTo(1);
        assertThat(afterwards(settings.withAbsoluteThreshold(0.1), 10, 9.95)).isEqualTo(0.5);
        assertThat(afterwards(settings.withAbsoluteThreshold(0.1), 10, 9.85)).isEqualTo(1);
    }

    @Test
    void plateauCooldown_bearsBadEvaluations() {
        ReduceOnPlateau settings =
                ReduceOnPlateau.lowest("loss").withPatience(0).withGamma(0.5).withCooldown(2);
        assertThat(afterwards(settings, 1, 1, 1, 1)).isEqualTo(0.5);
        assertThat(afterwards(settings, 1, 1, 1, 1, 1)).isEqualTo(0.25);
    }

    @Test
    void plateauFactor_stopsAtTheLeast() {
        ReduceOnPlateau settings =
                ReduceOnPlateau.lowest("loss").withPatience(0).withGamma(0.5).withLeast(0.2);
        assertThat(afterwards(settings, 1, 1, 1, 1, 1, 1)).isEqualTo(0.2);
        assertThat(afterwards(settings.withLeast(3), 1, 1, 1)).isEqualTo(1);
    }

    @Test
    void plateauWithoutItsFigure_saysWhichThereAre() {
        Schedule schedule = ReduceOnPlateau.lowest("loss").start();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule.observe(Map.of("accuracy", 0.5)))
                .withMessage("ReduceOnPlateau: expected the evaluation to have a figure loss, but it has [accuracy]");
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> schedule.observe(Map.of("loss", wrong)))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessage("ReduceOnPlateau: expected a finite loss, but it is " + wrong);
        }
    }

    @Test
    void restoredPlateau_goesOnAsIfNeverStopped() {
        ReduceOnPlateau settings =
                ReduceOnPlateau.lowest("loss").withPatience(2).withGamma(0.3).withCooldown(1);
        double[] losses = {5, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2};
        for (int stop = 0; stop <= losses.length; stop++) {
            Schedule straight = settings.start();
            Schedule resumed = settings.start();
            for (int i = 0; i < losses.length; i++) {
                if (i == stop) {
                    Map<String, Double> state = resumed.state();
                    resumed = settings.start();
                    resumed.restore(state);
                }
                straight.observe(Map.of("loss", losses[i]));
                resumed.observe(Map.of("loss", losses[i]));
                assertThat(resumed.factor(i)).isEqualTo(straight.factor(i));
            }
            assertThat(resumed.state()).isEqualTo(straight.state());
            assertThat(straight.factor(0)).isEqualTo(0.3 * 0.3 * 0.3);
        }
    }

    @Test
    void stateThatIsNone_isRefusedAndChangesNothing() {
        Schedule schedule = ReduceOnPlateau.lowest("loss").start();
        Map<String, Double> before = schedule.state();
        for (Map.Entry<String, Double> wrong :
                List.of(Map.entry("factor", 1.5), Map.entry("bad_evaluations", 0.5), Map.entry("best", Double.NaN))) {
            Map<String, Double> state = new LinkedHashMap<>(before);
            state.put("factor", 0.5);
            state.put(wrong.getKey(), wrong.getValue());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> schedule.restore(state))
                    .withMessageContaining("of the state must be")
                    .withMessageContaining("but is " + wrong.getValue());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule.restore(Map.of("factor", 0.5)))
                .withMessageContaining("expected a state with factor, bad_evaluations, cooling_evaluations and");
        assertThat(schedule.state()).isEqualTo(before);
    }

    @Test
    void plateau_isDescribedByItsSettings() {
        ReduceOnPlateau settings = ReduceOnPlateau.lowest("loss");
        assertThat(settings.start()).hasToString(settings.toString());
    }

    @Test
    void linearRamp_endsExactlyAtItsLastFactor() {
        for (double first : new double[] {0.1, 0.01, 0.3, 1}) {
            for (long steps = 1; steps <= 1_000; steps++) {
                LinearRamp ramp = new LinearRamp(steps, first, 0);
                assertThat(ramp.factor(steps - 1)).isNotNegative();
                assertThat(ramp.factor(steps)).isZero();
                assertThat(ramp.factor(steps + 7)).isZero();
            }
        }
    }
}
