package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.Tensor;

class EarlyStoppingTest {
    private final Parameter parameter = new Parameter(Tensor.vector(0f));
    private final Parameters parameters =
            Parameters.builder().add("p", parameter).build();

    /** Feeds values epoch by epoch, the parameter being the epoch's number; gives the epoch after which it stops. */
    private int stopsAfter(EarlyStopping stopping, BestWeights best, double... values) {
        for (int epoch = 1; epoch <= values.length; epoch++) {
            parameter.set(Tensor.vector(epoch));
            best.consider(epoch, Map.of(stopping.figure(), values[epoch - 1]), Map::of);
            if (best.exhausted()) {
                return epoch;
            }
        }
        return 0;
    }

    private void check(EarlyStopping stopping, int stop, int bestEpoch, double... values) {
        BestWeights best = new BestWeights(stopping, parameters);
        assertThat(stopsAfter(stopping, best, values)).as("stop").isEqualTo(stop);
        assertThat(best.epoch()).as("best epoch").isEqualTo(bestEpoch);
        best.restore();
        assertThat(parameter.values()[0]).as("weights of epoch").isEqualTo(bestEpoch);
    }

    @Test
    void patience_countsEpochsWithoutProgress() {
        check(EarlyStopping.lowest("loss", 1), 3, 2, 5, 4, 4, 3);
        check(EarlyStopping.lowest("loss", 2), 0, 4, 5, 4, 4, 3);
        check(EarlyStopping.lowest("loss", 2), 6, 4, 5, 4, 4, 3, 3.5, 3.1, 1);
        check(EarlyStopping.lowest("loss", 3), 0, 7, 5, 4, 4, 3, 3.5, 3.1, 1);
    }

    @Test
    void warmUp_doesNotCountAgainstPatience_butItsWeightsMayBeTheBest() {
        check(EarlyStopping.lowest("loss", 2).withWarmUp(3), 5, 1, 1, 2, 2, 2, 2, 2);
        check(EarlyStopping.lowest("loss", 2).withWarmUp(3), 0, 5, 4, 5, 5, 5, 1);
    }

    @Test
    void figureThatShouldRise_isWatchedUpwards() {
        check(EarlyStopping.highest("accuracy", 2), 5, 3, 0.1, 0.2, 0.4, 0.3, 0.4, 0.9);
    }

    @Test
    void equalValues_keepTheFirstEpoch() {
        check(EarlyStopping.lowest("loss", 3), 4, 1, 2, 2, 2, 2);
    }

    @Test
    void minimumDelta_decidesAboutProgress_butNotAboutTheBestWeights() {
        EarlyStopping stopping = EarlyStopping.lowest("loss", 2).withMinimumDelta(0.5);
        check(stopping, 3, 3, 5, 4.9, 4.8, 1);
        check(stopping, 5, 3, 5, 4.75, 4.25, 4.5, 4.5);
        check(stopping, 3, 2, 5, 4.5, 4.75);
    }

    @Test
    void beforeTheFirstEpoch_restoreKeepsTheWeights() {
        parameter.set(Tensor.vector(42f));
        new BestWeights(EarlyStopping.lowest("loss", 1), parameters).restore();
        assertThat(parameter.values()).containsExactly(42f);
    }

    @Test
    void watchedFigure_missingOrNotFinite_isNamed() {
        BestWeights best = new BestWeights(EarlyStopping.lowest("loss", 1), parameters);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> best.consider(1, Map.of("accuracy", 0.5), Map::of))
                .withMessage("EarlyStopping: expected the evaluator to return a figure loss,"
                        + " but it returned [accuracy]");
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(() -> best.consider(7, Map.of("loss", Double.NaN), Map::of))
                .withMessage("EarlyStopping: expected a finite loss, but it is NaN after epoch 7");
    }

    @Test
    void arguments_outOfRange_areNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EarlyStopping.lowest("loss", 0))
                .withMessage("EarlyStopping: the patience must be at least 1 evaluation, but is 0");
        for (double delta : new double[] {-1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EarlyStopping.lowest("loss", 1).withMinimumDelta(delta))
                    .withMessage("EarlyStopping: the minimum delta must be finite and at least 0, but is " + delta);
        }
    }
}
