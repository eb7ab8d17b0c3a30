package org.rnn4j.optim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.io.StoredTensor;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Linear;
import org.rnn4j.layer.Model;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.optim.schedule.ReduceOnPlateau;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * A training run that depends on everything a checkpoint must hold: weights, Adam's moments, a schedule, dropout,
 * shuffled data, a value carried from batch to batch, a metric, evaluations within epochs, early stopping.
 */
final class ResumableTask {
    static final RandomKey KEY = RandomKey.of(41);
    static final int EPOCHS = 4;
    static final int BATCHES = 9;
    static final long STEPS = 32;
    private static final int CLASSES = 3;
    private static final int BATCH = 6;

    private final FirstToken model = new FirstToken();
    private final CarryingObjective objective = new CarryingObjective(model);
    private final Schedule falling = step -> 1 / (1 + 0.02 * step);
    private final Schedule plateau =
            ReduceOnPlateau.lowest("loss").withPatience(1).withGamma(0.5).start();
    final Optimizer optimizer = Rule.chain(Penalty.l2(1e-4), ClipNorm.global(1), new Adam(0.03))
            .start(model.parameters(), falling.times(plateau));

    /** Which of three tokens stands first? */
    private static final class FirstToken implements Model<TokenBatch> {
        private final Embedding embedding = new Embedding(CLASSES + 1, 3, KEY.child("embedding"));
        private final Recurrent encoder = Recurrent.gru(3, 4).build(KEY.child("encoder"));
        private final Dropout dropout = new Dropout(0.2);
        private final Linear output = new Linear(encoder.outputSize(), CLASSES, KEY.child("output"));

        @Override
        public Var forward(Tape tape, TokenBatch tokens) {
            Sequence encoded = embedding.forward(tape, tokens);
            return output.forward(dropout.forward(encoder.forward(encoded).finalOutput()));
        }

        @Override
        public Parameters parameters() {
            return Parameters.of("embedding", embedding, "encoder", encoder, "output", output);
        }
    }

    /** Weighs each batch by what it remembers of the losses before. */
    private static final class CarryingObjective implements Objective<Batch<TokenBatch, int[]>> {
        private final Supervised<TokenBatch, int[]> inner;
        private float carried;

        CarryingObjective(FirstToken model) {
            inner = Supervised.<TokenBatch, int[]>of(model, model::forward, CrossEntropy::mean)
                    .withMetrics(new Hits());
        }

        @Override
        public Var loss(Tape tape, Batch<TokenBatch, int[]> batch) {
            Var loss = inner.loss(tape, batch);
            float weight = 1 + carried;
            carried = 0.5f * carried + 0.25f * loss.item();
            return loss.times(weight);
        }

        @Override
        public Parameters parameters() {
            return inner.parameters();
        }

        @Override
        public Map<String, Double> takeFigures() {
            return inner.takeFigures();
        }

        @Override
        public Map<String, StoredTensor> state() {
            Map<String, StoredTensor> state = new java.util.LinkedHashMap<>(inner.state());
            state.put("carried", StoredTensor.of(Tensor.vector(carried)));
            return state;
        }

        @Override
        public void restore(Map<String, StoredTensor> state) {
            Map<String, StoredTensor> rest = new java.util.LinkedHashMap<>(state);
            carried = rest.remove("carried").toTensor().values()[0];
            inner.restore(rest);
        }
    }

    /** The share of examples whose largest output is that of their label. */
    private static final class Hits implements Metric<Tensor, int[]> {
        private double hits;
        private double examples;

        @Override
        public String name() {
            return "hits";
        }

        @Override
        public void add(Tensor outputs, int[] labels) {
            for (int b = 0; b < labels.length; b++) {
                boolean hit = true;
                for (int c = 0; c < CLASSES; c++) {
                    hit &= outputs.get(b, c) <= outputs.get(b, labels[b]);
                }
                hits += hit ? 1 : 0;
            }
            examples += labels.length;
        }

        @Override
        public double value() {
            return hits / examples;
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public void reset() {
            hits = 0;
            examples = 0;
        }

        @Override
        public double[] state() {
            return new double[] {hits, examples};
        }

        @Override
        public void restore(double[] state) {
            hits = state[0];
            examples = state[1];
        }
    }

    private static ListSource<Batch<TokenBatch, int[]>> data(String name, int batches) {
        RandomStream random = KEY.child(name).stream();
        List<Batch<TokenBatch, int[]>> data = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            int[][] sequences = new int[BATCH][];
            int[] labels = new int[BATCH];
            for (int b = 0; b < BATCH; b++) {
                sequences[b] = new int[2 + random.nextInt(4)];
                for (int t = 0; t < sequences[b].length; t++) {
                    sequences[b][t] = 1 + random.nextInt(CLASSES);
                }
                labels[b] = sequences[b][0] - 1;
            }
            data.add(new Batch<>(TokenBatch.of(sequences, 0), labels, BATCH));
        }
        return new ListSource<>(data, KEY.child(name).child("order"));
    }

    /**
     * A trainer that writes a checkpoint every 5 steps. The highest loss is the best, so that the first evaluation stays
     * the best one and patience ends the run in its last epoch.
     */
    Trainer.Builder<Batch<TokenBatch, int[]>> trainer(Context context, Path folder) {
        return Trainer.builder(context, objective, optimizer, data("train", BATCHES), KEY.child("steps"))
                .epochs(EPOCHS)
                .evaluator(objective.inner.evaluator(context, data("validation", 2), new Hits()))
                .evaluateEvery(Every.steps(4))
                .earlyStopping(EarlyStopping.highest("loss", 6).withWarmUp(2))
                .checkpoints(folder, Every.steps(5), 3);
    }

    Parameters parameters() {
        return objective.parameters();
    }

    static Context context() {
        return Context.create(KernelChoice.PORTABLE, 1);
    }

    /** Trains a fresh model to the end, or on to it; gives everything it came to. */
    static String finish(Path folder) {
        ResumableTask task = new ResumableTask();
        try (Context context = context()) {
            return task.outcome(task.trainer(context, folder).build().resume());
        }
    }

    /** All bits of the weights and the optimizer's state, and all figures but times, as text. */
    String outcome(TrainingResult result) {
        StringBuilder text = new StringBuilder();
        parameters()
                .snapshot()
                .forEach(
                        (name, tensor) -> text.append(name).append(bits(tensor)).append('\n'));
        OptimizerState state = optimizer.state();
        text.append(state.steps()).append(state.updates()).append('\n');
        state.tensors()
                .forEach(
                        (name, tensor) -> text.append(name).append(bits(tensor)).append('\n'));
        for (EpochReport report : result.history()) {
            text.append(new EpochReport(
                            report.epoch(),
                            report.steps(),
                            report.training(),
                            report.validation(),
                            report.examples(),
                            0))
                    .append('\n');
        }
        result.evaluations().forEach(report -> text.append(report).append('\n'));
        return text.append(result.bestEpoch())
                .append(' ')
                .append(result.reason())
                .append('\n')
                .toString();
    }

    private static String bits(Tensor tensor) {
        int[] bits = new int[tensor.count()];
        Arrays.setAll(bits, i -> Float.floatToIntBits(tensor.values()[i]));
        return Arrays.toString(bits);
    }

    /** Calls {@code action} once the run has taken so many steps in all. */
    static TrainingListener afterStep(long steps, Runnable action) {
        return new TrainingListener() {
            @Override
            public void stepFinished(StepReport report) {
                if ((report.epoch() - 1L) * BATCHES + report.step() == steps) {
                    action.run();
                }
            }
        };
    }

    /** Which file of the folder says why a process of its own ended, if it came so far. */
    static final String REASON_FILE = "reason.txt";

    /**
     * A process of its own: trains on in the folder {@code args[0]}. After step {@code args[1]}, it stops on request, is
     * halted, or becomes so slow that it must be told to end, as {@code args[2]} says. Prints the outcome if it comes to
     * the end.
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        StopSignal signal = new StopSignal();
        Runnable action = switch (args[2]) {
            case "halt" -> () -> Runtime.getRuntime().halt(9);
            case "slow" -> () -> waitFor(signal);
            default -> signal::request;
        };
        ResumableTask task = new ResumableTask();
        try (Context context = context();
                StopOnShutdown guard = StopOnShutdown.of(signal, Duration.ofSeconds(30))) {
            TrainingResult result = task.trainer(context, folder)
                    .stopOn(signal)
                    .listener(afterStep(Long.parseLong(args[1]), action))
                    .build()
                    .resume();
            Files.writeString(folder.resolve(REASON_FILE), result.reason().name());
            System.out.print(task.outcome(result));
        }
    }

    private static void waitFor(StopSignal signal) {
        while (!signal.isRequested()) {
            Thread.onSpinWait();
        }
    }
}
