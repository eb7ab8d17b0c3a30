package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.autograd.Anomaly;
import org.rnn4j.autograd.AnomalyException;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Initializers;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.MeanAbsoluteError;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/** Training with anomalies reported, and with a look into the recurrent stack after epochs. */
class RecurrentDiagnosticsTest {
    private static final RandomKey KEY = RandomKey.of(29);
    private static final int BATCH = 6;

    private final Context context = Context.create(KernelChoice.PORTABLE, 1);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        context.close();
    }

    /** Sums up its input. */
    private static final class Net {
        private final Recurrent encoder;
        private final Linear output;

        Net(RecurrentBuilder builder) {
            encoder = builder.build(KEY.child("encoder"));
            output = new Linear(encoder.outputSize(), 1, KEY.child("output"));
        }

        Var forward(Tape tape, SeriesBatch series) {
            return output.forward(encoder.forward(tape.sequence(series)).finalOutput());
        }

        Parameters parameters() {
            return Parameters.of("encoder", encoder, "output", output);
        }
    }

    private static List<Batch<SeriesBatch, Tensor>> batches() {
        List<Batch<SeriesBatch, Tensor>> batches = new ArrayList<>();
        RandomStream random = KEY.child("data").stream();
        for (int i = 0; i < 5; i++) {
            Tensor x = Tensor.zeros(8, BATCH, 1);
            Tensor sums = Tensor.zeros(BATCH, 1);
            for (int n = 0; n < x.count(); n++) {
                x.values()[n] = random.nextFloat();
                sums.values()[n % BATCH] += x.values()[n];
            }
            batches.add(new Batch<>(new SeriesBatch(x, Lengths.full(BATCH, 8)), sums, BATCH));
        }
        return batches;
    }

    /** Lets the hidden values grow without end. */
    private Trainer.Builder<Batch<SeriesBatch, Tensor>> diverging(Net net, Optimizer optimizer, Path checkpoints) {
        Supervised<SeriesBatch, Tensor> task = Supervised.of(
                net::parameters,
                (tape, series) -> net.encoder.forward(tape.sequence(series)).finalOutput(),
                (hidden, target) -> hidden.mean().negate());
        return Trainer.builder(context, task, optimizer, new ListSource<>(batches(), KEY), KEY.child("steps"))
                .epochs(20)
                .reportAnomalies()
                .checkpoints(checkpoints, Every.steps(1), 2);
    }

    private Trainer.Builder<Batch<SeriesBatch, Tensor>> trainer(Net net, Optimizer optimizer) {
        Supervised<SeriesBatch, Tensor> task = Supervised.of(net::parameters, net::forward, MeanAbsoluteError::mean);
        return Trainer.builder(context, task, optimizer, new ListSource<>(batches(), KEY), KEY.child("steps"));
    }

    @Test
    void divergence_isReportedWithItsFirstValue_whateverThePolicy_andKeepsTheLastGoodCheckpoint() {
        String message = "";
        for (NonFinitePolicy policy : NonFinitePolicy.values()) {
            Net net = new Net(exploding());
            Optimizer optimizer = new Sgd(1).start(net.parameters(), step -> 1, policy);
            Path own = folder.resolve(policy.name());
            NonFiniteException failure = catchThrowableOfType(
                    NonFiniteException.class,
                    () -> diverging(net, optimizer, own).build().run());
            assertThat(failure)
                    .hasMessageStartingWith("Trainer: epoch 1, step ")
                    .hasCauseInstanceOf(AnomalyException.class);
            assertThat(failure.getMessage()).contains("layer encoder");
            Anomaly anomaly = ((AnomalyException) failure.getCause()).anomaly();
            assertThat(anomaly.layer()).isEqualTo("encoder");
            assertThat(anomaly.step()).isPresent();
            assertThat(anomaly.sequence()).isPresent();
            assertThat(anomaly.parameters()).isEmpty();
            message = message.isEmpty() ? failure.getMessage() : message;
            assertThat(failure).hasMessage(message);

            Net other = new Net(exploding());
            Optimizer fresh = new Sgd(1).start(other.parameters(), step -> 1, policy);
            NonFiniteException again = catchThrowableOfType(
                    NonFiniteException.class,
                    () -> diverging(other, fresh, own).build().resume());
            assertThat(again).hasMessage(message);
            assertThat(fresh.steps()).isEqualTo(optimizer.steps()).isPositive();
        }
    }

    /** Its hidden values grow a hundredfold at every step, and its gradients too. */
    private static RecurrentBuilder exploding() {
        return Recurrent.rnn(1, 4).relu().recurrentInitializer(Initializers.constant(30));
    }

    private Map<String, Tensor> trained(boolean reporting, List<TraceReport> reports, int everyEpochs) {
        Net net = new Net(Recurrent.lstm(1, 4).layers(2).dropout(0.2));
        Batch<SeriesBatch, Tensor> fixed = batches().get(3);
        Trainer.Builder<Batch<SeriesBatch, Tensor>> trainer =
                trainer(net, new Adam(0.01).start(net.parameters())).epochs(5);
        if (reporting) {
            trainer.reportAnomalies();
        }
        if (everyEpochs > 0) {
            trainer.listener(new TraceListener(
                    context,
                    net.encoder,
                    tape -> MeanAbsoluteError.mean(net.forward(tape, fixed.input()), fixed.target()),
                    KEY.child("trace"),
                    everyEpochs,
                    reports::add));
        }
        trainer.build().run();
        return net.parameters().snapshot();
    }

    @Test
    void anomaliesAndTraces_changeNoBitOfTraining() {
        Map<String, Tensor> plain = trained(false, new ArrayList<>(), 0);
        assertThat(trained(true, new ArrayList<>(), 0)).isEqualTo(plain);
        assertThat(trained(false, new ArrayList<>(), 1)).isEqualTo(plain);
    }

    @Test
    void traces_areTakenBeforeTrainingAndAfterEverySoManyEpochs() {
        List<TraceReport> reports = new ArrayList<>();
        trained(false, reports, 2);
        assertThat(reports).extracting(TraceReport::epoch).containsExactly(0, 2, 4);
        for (TraceReport report : reports) {
            assertThat(report.gates()).hasSize(8);
            assertThat(report.gradients()).hasSize(4);
            assertThat(report.gradients().get(0).steps()).isEqualTo(8);
            assertThat(report.gradients().get(0).norm(7)).isPositive();
        }
        assertThat(reports.get(0).gradients().get(0).norms())
                .isNotEqualTo(reports.get(1).gradients().get(0).norms());
    }

    @Test
    void resumedRun_doesNotReportItsWeightsAsThoseBeforeTraining() {
        List<TraceReport> reports = new ArrayList<>();
        for (int epochs : new int[] {1, 3}) {
            Net net = new Net(Recurrent.lstm(1, 4));
            Batch<SeriesBatch, Tensor> fixed = batches().get(3);
            trainer(net, new Adam(0.01).start(net.parameters()))
                    .epochs(epochs)
                    .checkpoints(folder, Every.epochs(1), 1)
                    .listener(new TraceListener(
                            context,
                            net.encoder,
                            tape -> MeanAbsoluteError.mean(net.forward(tape, fixed.input()), fixed.target()),
                            KEY.child("trace"),
                            1,
                            reports::add))
                    .build()
                    .resume();
        }
        assertThat(reports).extracting(TraceReport::epoch).containsExactly(0, 1, 2, 3);
    }

    @Test
    void impossibleInterval_isRefused() {
        Net net = new Net(Recurrent.gru(1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TraceListener(context, net.encoder, tape -> null, KEY, 0, report -> {}))
                .withMessageContaining("TraceListener");
    }
}
