package org.rnn4j.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.io.StoredTensor;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;

/**
 * The usual objective: a model makes outputs from inputs, and a loss compares them with targets.
 *
 * <pre>{@code
 * Supervised<TokenBatch, int[]> task = Supervised.of(model, model::forward, CrossEntropy::mean);
 * }</pre>
 *
 * <p>Not thread-safe if it has metrics.
 *
 * @param <X> the type of the input
 * @param <Y> the type of the target
 */
public final class Supervised<X, Y> implements Objective<Batch<X, Y>> {
    private final Parameterized model;
    private final BiFunction<Tape, X, Var> forward;
    private final BiFunction<Var, Y, Var> loss;
    private final ToLongFunction<? super Batch<X, Y>> items;
    private final List<Metric<? super Tensor, ? super Y>> metrics;
    private boolean collecting;

    private Supervised(
            Parameterized model,
            BiFunction<Tape, X, Var> forward,
            BiFunction<Var, Y, Var> loss,
            ToLongFunction<? super Batch<X, Y>> items,
            List<Metric<? super Tensor, ? super Y>> metrics) {
        this.model = model;
        this.forward = forward;
        this.loss = loss;
        this.items = items;
        this.metrics = metrics;
    }

    /**
     * An objective without metrics.
     *
     * @param model what owns the parameters
     * @param forward the outputs for an input
     * @param loss the mean loss of outputs and targets, a value with one element
     */
    public static <X, Y> Supervised<X, Y> of(
            Parameterized model, BiFunction<Tape, X, Var> forward, BiFunction<Var, Y, Var> loss) {
        return new Supervised<>(model, forward, loss, Batch::size, List.of());
    }

    /**
     * The same, collecting these metrics while it trains: on the outputs that the loss is taken of, with dropout on and
     * with parameters that still move. Give it metrics of its own, not those of an evaluator.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final Supervised<X, Y> withMetrics(Metric<? super Tensor, ? super Y>... newMetrics) {
        return new Supervised<>(model, forward, loss, items, List.of(newMetrics));
    }

    /**
     * The same with another count of the items that the loss of a batch is the mean of: its examples unless said here.
     * It is the weight of the batch where several make one step, and in the mean losses of an epoch and an evaluation.
     *
     * <pre>{@code
     * task.countingItems(batch -> batch.target().lengths().total())   // a loss over all valid steps
     * }</pre>
     */
    public Supervised<X, Y> countingItems(ToLongFunction<? super Batch<X, Y>> newItems) {
        return new Supervised<>(model, forward, loss, newItems, metrics);
    }

    @Override
    public long items(Batch<X, Y> batch) {
        return items.applyAsLong(batch);
    }

    @Override
    public Var loss(Tape tape, Batch<X, Y> batch) {
        Var outputs = forward.apply(tape, batch.input());
        collect(metrics, outputs, batch.target());
        collecting = true;
        return loss.apply(outputs, batch.target());
    }

    @Override
    public Parameters parameters() {
        return model.parameters();
    }

    @Override
    public Map<String, Double> takeFigures() {
        collecting = false;
        return take(metrics);
    }

    /**
     * What the metrics have collected since the last {@link #takeFigures}.
     *
     * @throws UnsupportedOperationException if a metric that has collected something cannot tell
     */
    @Override
    public Map<String, StoredTensor> state() {
        Map<String, StoredTensor> state = new LinkedHashMap<>();
        for (int i = 0; collecting && i < metrics.size(); i++) {
            double[] numbers = metrics.get(i).state();
            state.put(key(i), StoredTensor.of(numbers, numbers.length));
        }
        return state;
    }

    @Override
    public void restore(Map<String, StoredTensor> state) {
        if (!state.isEmpty() && state.size() != metrics.size()) {
            throw new IllegalArgumentException("Supervised.restore: expected the state of " + metrics.size()
                    + " metrics, but got " + state.keySet() + "; train with the same metrics");
        }
        takeFigures();
        for (int i = 0; i < metrics.size() && !state.isEmpty(); i++) {
            StoredTensor numbers = state.get(key(i));
            if (numbers == null) {
                throw new IllegalArgumentException("Supervised.restore: expected the state of " + key(i) + ", but got "
                        + state.keySet() + "; train with the same metrics in the same order");
            }
            metrics.get(i).restore(numbers.toDoubles());
        }
        collecting = !state.isEmpty();
    }

    private String key(int metric) {
        return "metric." + metric + "." + metrics.get(metric).name();
    }

    /**
     * An evaluator without dropout: the mean loss over all items of the source's first epoch, as {@link Evaluator#LOSS},
     * and these metrics by their names.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final Evaluator evaluator(
            Context context, BatchSource<Batch<X, Y>> source, Metric<? super Tensor, ? super Y>... metrics) {
        List<Metric<? super Tensor, ? super Y>> all = List.of(metrics);
        return () -> evaluate(context, source, all);
    }

    private Map<String, Double> evaluate(
            Context context, BatchSource<Batch<X, Y>> source, List<Metric<? super Tensor, ? super Y>> all) {
        source.restore(BatchSource.Position.START);
        all.forEach(Metric::reset);
        Mean mean = new Mean();
        while (source.hasNext()) {
            Batch<X, Y> batch = source.next();
            try (Tape tape = Tape.inference(context)) {
                Var outputs = forward.apply(tape, batch.input());
                collect(all, outputs, batch.target());
                mean.add(loss.apply(outputs, batch.target()).item(), items(batch));
            }
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(Evaluator.LOSS, mean.value());
        figures.putAll(take(all));
        return figures;
    }

    private static <Y> void collect(List<Metric<? super Tensor, ? super Y>> metrics, Var outputs, Y targets) {
        if (metrics.isEmpty()) {
            return;
        }
        Tensor copy = outputs.toTensor();
        metrics.forEach(metric -> metric.add(copy, targets));
    }

    private static <Y> Map<String, Double> take(List<Metric<? super Tensor, ? super Y>> metrics) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Metric<?, ?> metric : metrics) {
            figures.put(metric.name(), metric.value());
            metric.reset();
        }
        return figures;
    }
}
