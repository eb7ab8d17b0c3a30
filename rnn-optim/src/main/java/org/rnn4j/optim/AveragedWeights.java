package org.rnn4j.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.Tensor;

/**
 * The averaged weights in place of the trained ones, until this is closed, which puts the trained ones back bit for bit:
 *
 * <pre>{@code
 * try (AveragedWeights averaged = AveragedWeights.apply(optimizer)) {
 *     validation = evaluator.evaluate();
 * }
 * }</pre>
 *
 * <p>Until then the optimizer refuses steps and a second exchange. Parameters that were never updated keep their values.
 * Not thread-safe, and nobody may read the parameters during the exchange.
 */
public final class AveragedWeights implements AutoCloseable {
    private final Optimizer optimizer;
    private final Map<String, Tensor> trained;
    private boolean open = true;

    private AveragedWeights(Optimizer optimizer) {
        this.optimizer = optimizer;
        trained = optimizer.parameters().snapshot();
    }

    /**
     * Puts the averages of the optimizer's rule into its parameters.
     *
     * @throws IllegalArgumentException if the rule keeps no average
     * @throws IllegalStateException if nothing was averaged yet, or the averages are in place already; nothing is changed
     *     then
     */
    public static AveragedWeights apply(Optimizer optimizer) {
        Map<String, Tensor> averages = optimizer.averages();
        optimizer.lend();
        AveragedWeights exchange = new AveragedWeights(optimizer);
        Map<String, Tensor> values = new LinkedHashMap<>(exchange.trained);
        values.putAll(averages);
        optimizer.parameters().restore(values);
        return exchange;
    }

    /**
     * An evaluator that works on the averaged weights of this optimizer; on the trained ones as long as there is no
     * average yet. Early stopping with it puts the best averages back. Checkpoints go on from the trained weights.
     *
     * @throws IllegalArgumentException if the rule keeps no average
     */
    public static Evaluator evaluator(Optimizer optimizer, Evaluator evaluator) {
        optimizer.requireAveraging();
        return new Evaluator() {
            @Override
            public Map<String, Double> evaluate() {
                return onAverages(optimizer, evaluator::evaluate);
            }

            @Override
            public Map<String, Tensor> evaluated(Parameters parameters) {
                return onAverages(optimizer, () -> evaluator.evaluated(parameters));
            }
        };
    }

    private static <T> T onAverages(Optimizer optimizer, Supplier<T> task) {
        if (!optimizer.hasAverages()) {
            return task.get();
        }
        AveragedWeights averaged = apply(optimizer);
        try (averaged) {
            return task.get();
        }
    }

    /** The trained weights, which close puts back, by name; not copied. */
    public Map<String, Tensor> trained() {
        return trained;
    }

    /**
     * Closes without putting the trained weights back: the averages become the weights, for the end of training.
     */
    public void keep() {
        requireOpen();
        open = false;
        optimizer.takeBack();
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("AveragedWeights: is closed");
        }
    }

    /** Puts the trained weights back. A second call does nothing. */
    @Override
    public void close() {
        if (open) {
            Parameters parameters = optimizer.parameters();
            parameters.restore(trained);
            open = false;
            optimizer.takeBack();
        }
    }
}
