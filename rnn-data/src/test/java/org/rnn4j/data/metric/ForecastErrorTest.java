package org.rnn4j.data.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

class ForecastErrorTest {
    private static final Tensor PREDICTIONS = Tensor.matrix(new float[][] {{1, 2}, {3, 0}});
    private static final Tensor TARGETS = Tensor.matrix(new float[][] {{2, 4}, {3, -4}});

    private static double value(ForecastError error) {
        error.add(PREDICTIONS, TARGETS);
        return error.value();
    }

    @Test
    void figures_areTheirDefinitions() {
        assertThat(value(ForecastError.meanAbsolute())).isEqualTo((1 + 2 + 0 + 4) / 4d);
        assertThat(value(ForecastError.meanSquare())).isEqualTo((1 + 4 + 0 + 16) / 4d);
        assertThat(value(ForecastError.rootMeanSquare())).isEqualTo(Math.sqrt(21 / 4d));
        assertThat(value(ForecastError.meanAbsolutePercentage())).isEqualTo(100 * (0.5 + 0.5 + 0 + 1) / 4);
        assertThat(value(ForecastError.symmetricPercentage()))
                .isCloseTo(200 * (1 / 3d + 2 / 6d + 0 + 1) / 4, within(1e-12));
        assertThat(value(ForecastError.meanAbsoluteScaled(2))).isEqualTo(7 / 8d);
        assertThat(value(ForecastError.meanAbsoluteScaled(2, 4))).isEqualTo((1 / 2d + 2 / 4d + 0 + 4 / 4d) / 4);
        assertThat(value(ForecastError.pinball(0.9))).isCloseTo((0.9 * 3 + 0.1 * 4) / 4, within(1e-12));
    }

    @Test
    void batchesOfAnySize_giveTheSame() {
        ForecastError whole = ForecastError.rootMeanSquare();
        whole.add(PREDICTIONS, TARGETS);
        ForecastError parts = ForecastError.rootMeanSquare();
        parts.add(Tensor.vector(1, 2, 3), Tensor.vector(2, 4, 3));
        parts.add(Tensor.vector(0), Tensor.vector(-4));
        assertThat(parts.value()).isEqualTo(whole.value());
        ForecastError restored = ForecastError.rootMeanSquare();
        restored.restore(parts.state());
        assertThat(restored.value()).isEqualTo(whole.value());
        restored.reset();
        assertThat(restored.value()).isNaN();
    }

    @Test
    void whatTheMaskLeavesOut_mayBeAnything() {
        ForecastError error = ForecastError.meanAbsolutePercentage();
        error.add(Tensor.vector(1, Float.NaN, 3), Tensor.vector(2, 1, 0), new boolean[] {true, false, false});
        assertThat(error.value()).isEqualTo(50);
    }

    @Test
    void padding_doesNotCount() {
        Lengths lengths = Lengths.of(1, 2);
        Tensor targets = Tensor.of(new float[] {1, 2, Float.NaN, 4}, 2, 2, 1);
        Tensor predictions = Tensor.of(new float[] {2, 2, 77, 8}, 2, 2, 1);
        ForecastError error = ForecastError.meanAbsolute();
        error.add(predictions, new SeriesBatch(targets, lengths));
        assertThat(error.value()).isEqualTo((1 + 0 + 4) / 3d);
    }

    @Test
    void ofSeries_isAMetricOfSequencesWithoutTheirPadding() {
        SeriesBatch targets = new SeriesBatch(Tensor.of(new float[] {1, 2, Float.NaN, 4}, 2, 2, 1), Lengths.of(1, 2));
        Tensor predictions = Tensor.of(new float[] {2, 2, 77, 8}, 2, 2, 1);
        for (Supplier<ForecastError> error : List.<Supplier<ForecastError>>of(
                ForecastError::meanAbsolute,
                ForecastError::rootMeanSquare,
                ForecastError::meanAbsolutePercentage,
                ForecastError::symmetricPercentage,
                () -> ForecastError.meanAbsoluteScaled(3),
                () -> ForecastError.pinball(0.9))) {
            ForecastError ofValid = error.get();
            ofValid.add(Tensor.vector(2, 2, 8), Tensor.vector(1, 2, 4));
            Metric<Tensor, SeriesBatch> metric = error.get().ofSeries();
            assertThat(metric.value()).isNaN();
            metric.add(predictions, targets);
            assertThat(metric.value()).isEqualTo(ofValid.value());
            assertThat(metric.name()).isEqualTo(ofValid.name());
            assertThat(metric.higherIsBetter()).isFalse();

            Metric<Tensor, SeriesBatch> restored = error.get().ofSeries();
            restored.restore(metric.state());
            assertThat(restored.value()).isEqualTo(metric.value());
            restored.reset();
            assertThat(restored.value()).isNaN();
        }
        Metric<Tensor, SeriesBatch> metric = ForecastError.meanAbsolute().ofSeries();
        assertThatThrownBy(() -> metric.add(Tensor.zeros(2, 2, 3), targets))
                .hasMessage("ForecastError: expected predictions with the targets' shape [2, 2, 1], but got [2, 2, 3]");
    }

    @Test
    void smape_isZeroWhereBothAreZero() {
        ForecastError error = ForecastError.symmetricPercentage();
        error.add(Tensor.vector(0, 1), Tensor.vector(0, -1));
        assertThat(error.value()).isEqualTo(100);
    }

    @Test
    void whatCannotBeMeasured_isRefused() {
        assertThatThrownBy(() -> ForecastError.meanAbsolutePercentage().add(Tensor.vector(1), Tensor.vector(0)))
                .hasMessageContaining("a target is 0");
        assertThatThrownBy(() -> ForecastError.meanAbsolute().add(Tensor.vector(1), Tensor.vector(Float.NaN)))
                .hasMessageContaining("element 0 has the prediction 1.0 and the target NaN");
        assertThatThrownBy(() -> ForecastError.meanAbsolute().add(Tensor.vector(1), Tensor.zeros(1, 1)))
                .hasMessage("ForecastError: expected predictions with the targets' shape [1, 1], but got [1]");
        assertThatThrownBy(() -> ForecastError.meanAbsoluteScaled(0)).hasMessageContaining("divisors above 0");
        assertThatThrownBy(() -> ForecastError.meanAbsoluteScaled(1, 2).add(Tensor.zeros(1, 3), Tensor.zeros(1, 3)))
                .hasMessageContaining("2 divisors and 3 features");
        assertThatThrownBy(() -> ForecastError.meanAbsoluteScaled(1, 2).add(Tensor.zeros(3, 1), Tensor.zeros(3, 1)))
                .hasMessageContaining("2 divisors and 1 features");
        assertThatThrownBy(() -> ForecastError.pinball(1)).hasMessageContaining("between 0 and 1");
    }

    @Test
    void names_areTheKeysOfResults() {
        assertThat(List.of(
                                ForecastError.meanAbsolute(),
                                ForecastError.rootMeanSquare(),
                                ForecastError.meanAbsolutePercentage(),
                                ForecastError.symmetricPercentage(),
                                ForecastError.meanAbsoluteScaled(1),
                                ForecastError.pinball(0.5))
                        .stream()
                        .map(ForecastError::name))
                .containsExactly("mae", "rmse", "mape", "smape", "mase", "pinball");
    }

    @Test
    void coverage_isTheShareInsideTheBounds() {
        IntervalCoverage coverage = new IntervalCoverage();
        coverage.add(
                new IntervalCoverage.Interval(Tensor.vector(0, 0, 0), Tensor.vector(1, 2, 3)),
                Tensor.vector(1, 3, Float.NaN),
                new boolean[] {true, true, false});
        coverage.add(new IntervalCoverage.Interval(Tensor.vector(0, 0), Tensor.vector(1, 5)), Tensor.vector(0, -1));
        assertThat(coverage.value()).isEqualTo(2 / 4d);
        assertThat(coverage.meanWidth()).isEqualTo((1 + 2 + 1 + 5) / 4d);
        assertThatThrownBy(() -> coverage.add(
                        new IntervalCoverage.Interval(Tensor.vector(2), Tensor.vector(1)), Tensor.vector(1)))
                .hasMessageContaining("bounds in order");
    }
}
