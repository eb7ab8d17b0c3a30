package org.rnn4j.optim;

import java.util.List;
import java.util.Optional;
import org.rnn4j.tensor.Tensor;

/**
 * Non-monotonically triggered averaged gradient descent (NT-ASGD): plain gradient descent at a constant rate, which
 * begins to average the weights once validation stops getting better. The validation figure, where less is better, comes
 * from the evaluations of a {@link Trainer}, or is given to {@link Optimizer#observe} at regular times. For every element, with value p, gradient g, and the learning
 * rate lr = {@code rate} times the schedule's factor:
 *
 * <pre>
 * triggered at observation t, counted from 0, if t is above patience and v_t is above min(v_0, ..., v_(t - patience - 1))
 * d = fma(weightDecay, p, g)
 * p = fma(-lr, d, p)
 * once triggered: the weights at the first update after the trigger, before they move, are the average a of k = 1;
 *                 then after each update k = k + 1 and a = fma(1 / k, p - a, a)
 * </pre>
 *
 * <p>Until a parameter is updated after the trigger, its average is its value. State: {@code average} (a) and {@code
 * averaged} (k). The scalars are computed in double and rounded to float. Source: Merity, Keskar and Socher, Regularizing
 * and optimizing LSTM language models, 2018, algorithm 1.
 *
 * @param rate the learning rate, at least 0
 * @param weightDecay the strength of the decay that is added to the gradient, at least 0
 * @param patience how many of the last observations are not compared with (n in the paper), at least 0
 * @param figure the name of the validation figure
 */
public record TriggeredAsgd(double rate, double weightDecay, int patience, String figure)
        implements Averaging, WeightDecaying {
    /** The default for {@code patience}, as in the paper. */
    public static final int DEFAULT_PATIENCE = 5;

    private static final String AVERAGE = "average";
    private static final String AVERAGED = "averaged";

    /** Checks the ranges. */
    public TriggeredAsgd {
        Require.notNegative("TriggeredAsgd", "the rate", rate);
        Require.notNegative("TriggeredAsgd", "the weight decay", weightDecay);
        Require.that(patience >= 0, "TriggeredAsgd", "the patience", "at least 0", patience);
    }

    /** NT-ASGD with this learning rate, the default patience and no decay, which watches the loss. */
    public TriggeredAsgd(double rate) {
        this(rate, 0, DEFAULT_PATIENCE, Evaluator.LOSS);
    }

    @Override
    public TriggeredAsgd withWeightDecay(double newWeightDecay) {
        return new TriggeredAsgd(rate, newWeightDecay, patience, figure);
    }

    /** The same with this patience. */
    public TriggeredAsgd withPatience(int newPatience) {
        return new TriggeredAsgd(rate, weightDecay, newPatience, figure);
    }

    /** The same, watching this figure. */
    public TriggeredAsgd withFigure(String newFigure) {
        return new TriggeredAsgd(rate, weightDecay, patience, newFigure);
    }

    @Override
    public Optional<String> watchedFigure() {
        return Optional.of(figure);
    }

    /** Whether these observations trigger averaging. */
    public boolean isTriggered(List<Observation> observations) {
        double least = Double.POSITIVE_INFINITY;
        for (int t = patience + 1; t < observations.size(); t++) {
            least = Math.min(least, observations.get(t - patience - 1).value());
            if (observations.get(t).value() > least) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<String> stateNames() {
        return List.of(AVERAGE);
    }

    @Override
    public List<String> counterNames() {
        return List.of(AVERAGED);
    }

    @Override
    public void apply(Step step) {
        float negativeRate = (float) -(rate * step.rateFactor());
        boolean triggered = isTriggered(step.observations());
        for (Slot slot : step.slots()) {
            float[] g = slot.gradient();
            float[] a = slot.state(AVERAGE);
            int count = slot.count();
            if (triggered && slot.counter(AVERAGED) == 0) {
                System.arraycopy(slot.parameter().values(), 0, a, 0, count);
                slot.setCounter(AVERAGED, 1);
            }
            slot.parameter().update(p -> descend(p, g, count, negativeRate));
            if (triggered) {
                long k = slot.counter(AVERAGED) + 1;
                slot.setCounter(AVERAGED, k);
                Averages.move(a, slot.parameter().values(), count, (float) (1.0 / k));
            }
        }
    }

    private void descend(float[] p, float[] g, int count, float negativeRate) {
        float decay = (float) weightDecay;
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            p[i] = Math.fma(negativeRate, d, p[i]);
        }
    }

    @Override
    public Tensor average(Slot slot) {
        return slot.counter(AVERAGED) == 0 ? slot.parameter().toTensor() : Averages.copy(slot, AVERAGE);
    }
}
