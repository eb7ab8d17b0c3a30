package org.rnn4j.examples.gradientnorms;

import static org.rnn4j.examples.Requirements.requireAtLeast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.task.AddingProblem;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;
import org.rnn4j.loss.MeanSquaredError;
import org.rnn4j.optim.Adam;
import org.rnn4j.optim.ClipNorm;
import org.rnn4j.optim.Optimizer;
import org.rnn4j.optim.Rule;
import org.rnn4j.optim.report.GradientTracePicture;
import org.rnn4j.optim.report.TraceCsv;
import org.rnn4j.recurrent.GradientTrace;
import org.rnn4j.recurrent.RecurrentTrace;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The example {@code gradient-norms}: how much of the loss reaches back to each time step of the adding problem. */
@Command(
        name = GradientNorms.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "How far do gradients reach back in time?",
        description = {
            "",
            "Trains two vanilla networks, two LSTMs and a GRU on the adding problem: add the two marked numbers of a long"
                    + " sequence. Before and after, takes the loss of one batch and draws the norm of its gradient with"
                    + " respect to the hidden values at each time step.",
            ""
        },
        footer = {"", "Examples:", "  rnn4j gradient-norms", "  rnn4j gradient-norms --length 400 --training 0"})
public final class GradientNorms implements Callable<Integer> {
    static final String NAME = "gradient-norms";

    private static final int BATCH = 32;
    private static final int TRACED_BATCH = 64;
    private static final int QUICK_STEPS = 20;
    private static final double RATE = 2e-3;

    @Option(
            names = "--length",
            paramLabel = "N",
            defaultValue = "100",
            description = "Time steps of a sequence. Default: ${DEFAULT-VALUE}.")
    private int length;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            defaultValue = "64",
            description = "Hidden values of each network. Default: ${DEFAULT-VALUE}.")
    private int hidden;

    @Option(
            names = "--training",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Steps of training, a batch of 32 sequences each. Default: ${DEFAULT-VALUE}.")
    private int training;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        requireAtLeast("--length", length, 2);
        requireAtLeast("--hidden", hidden, 1);
        requireAtLeast("--training", training, 0);
        common.requireWritable(NAME);
        try (Context context = common.openContext()) {
            run(context);
        }
        return 0;
    }

    private void run(Context context) throws IOException {
        Path out = common.createOut(NAME);
        int steps = common.quick() ? Math.min(training, QUICK_STEPS) : training;
        Parameters.Builder all = Parameters.builder();
        Map<String, GradientTrace> before = new LinkedHashMap<>();
        Map<String, GradientTrace> after = new LinkedHashMap<>();
        common.say("adding problem of %d steps, %d hidden values, %d steps of training", length, hidden, steps);
        double seconds = 0;
        for (Network network : Network.values()) {
            RandomKey key = common.key().child(network.key());
            Adder model = new Adder(network.builder(hidden), key);
            before.put(network.label(), trace(context, model));
            long start = System.nanoTime();
            train(context, model, steps, key);
            seconds += (System.nanoTime() - start) / 1e9;
            after.put(network.label(), trace(context, model));
            all.add(network.key(), model);
            tell(network, before, after, loss(context, model));
        }
        save(before, out, "untrained");
        save(after, out, "trained");
        common.say("the pictures are in %s", out);
        common.write(results(context, seconds, all.build(), before, after));
    }

    private BatchSource<Batch<SeriesBatch, Tensor>> batches(int size, int count, String name) {
        return AddingProblem.of(length).batches(size, count, common.key().child(name));
    }

    private void train(Context context, Adder model, int steps, RandomKey key) {
        Optimizer optimizer = Rule.chain(ClipNorm.global(1), new Adam(RATE)).start(model.parameters());
        BatchSource<Batch<SeriesBatch, Tensor>> batches = batches(BATCH, Math.max(1, steps), "training");
        for (int step = 0; step < steps; step++) {
            Batch<SeriesBatch, Tensor> batch = batches.next();
            try (Tape tape = Tape.training(context, key.child(step))) {
                optimizer.step(
                        tape.gradients(MeanSquaredError.mean(model.forward(tape, batch.input()), batch.target())));
            }
        }
    }

    /** The norms of the gradient with respect to the hidden values, on the same batch for every network. */
    private GradientTrace trace(Context context, Adder model) {
        Batch<SeriesBatch, Tensor> batch = batches(TRACED_BATCH, 1, "traced").next();
        try (Tape tape = Tape.training(context, common.key())) {
            RecurrentTrace trace = RecurrentTrace.on(tape, model.encoder());
            Var loss = MeanSquaredError.mean(model.forward(tape, batch.input()), batch.target());
            return trace.gradients(tape.gradients(loss)).get(0);
        }
    }

    private double loss(Context context, Adder model) {
        Batch<SeriesBatch, Tensor> batch = batches(TRACED_BATCH, 1, "traced").next();
        try (Tape tape = Tape.inference(context)) {
            return MeanSquaredError.mean(model.forward(tape, batch.input()), batch.target())
                    .item();
        }
    }

    private void tell(
            Network network, Map<String, GradientTrace> before, Map<String, GradientTrace> after, double loss) {
        common.say(
                "%-20s squared error %.4f; first step to last: untrained %.1e, trained %.1e",
                network.label(), loss, reach(before, network), reach(after, network));
    }

    /** The norm at the first step as a share of the norm at the last. */
    private static double reach(Map<String, GradientTrace> traces, Network network) {
        GradientTrace trace = Objects.requireNonNull(traces.get(network.label()));
        return trace.norm(0) / trace.norm(trace.steps() - 1);
    }

    private static void save(Map<String, GradientTrace> traces, Path out, String name) throws IOException {
        GradientTracePicture picture = GradientTracePicture.of(traces);
        picture.saveSvg(out.resolve("gradient-norms-" + name + ".svg"));
        picture.savePng(out.resolve("gradient-norms-" + name + ".png"));
        TraceCsv.writeGradients(traces, out.resolve("gradient-norms-" + name + ".csv"));
    }

    private JsonObject results(
            Context context,
            double seconds,
            Parameters parameters,
            Map<String, GradientTrace> before,
            Map<String, GradientTrace> after) {
        JsonObject.Builder results = common.results(NAME, context, seconds, parameters);
        for (Network network : Network.values()) {
            results.put(network.key() + "ReachUntrained", reach(before, network))
                    .put(network.key() + "ReachTrained", reach(after, network));
        }
        return results.put("quick", common.quick()).build();
    }
}
