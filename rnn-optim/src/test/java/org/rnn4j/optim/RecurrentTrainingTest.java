package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Linear;
import org.rnn4j.layer.Model;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/** Whole training runs of a small recurrent classifier: which of three tokens stands first? */
class RecurrentTrainingTest {
    private static final RandomKey KEY = RandomKey.of(23);
    private static final int CLASSES = 3;
    private static final int BATCH = 9;

    private static final class FirstToken implements Model<TokenBatch> {
        private final Embedding embedding = new Embedding(CLASSES + 1, 5, KEY.child("embedding"));
        private final Recurrent encoder =
                Recurrent.lstm(5, 7).bidirectional().layers(2).dropout(0.1).build(KEY.child("encoder"));
        private final Dropout dropout = new Dropout(0.1);
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

    private static ListSource<Batch<TokenBatch, int[]>> data(String name, int batches) {
        RandomStream random = KEY.child(name).stream();
        List<Batch<TokenBatch, int[]>> data = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            int[][] sequences = new int[BATCH][];
            int[] labels = new int[BATCH];
            for (int b = 0; b < BATCH; b++) {
                sequences[b] = new int[2 + random.nextInt(5)];
                for (int t = 0; t < sequences[b].length; t++) {
                    sequences[b][t] = 1 + random.nextInt(CLASSES);
                }
                labels[b] = sequences[b][0] - 1;
            }
            data.add(new Batch<>(TokenBatch.of(sequences, 0), labels, BATCH));
        }
        return new ListSource<>(data, KEY.child(name).child("order"));
    }

    private record Run(Map<String, Tensor> weights, TrainingResult result, List<Map<String, Double>> figures) {}

    private static Run train(KernelChoice kernels, int threads, int epochs) {
        FirstToken model = new FirstToken();
        Supervised<TokenBatch, int[]> objective = Supervised.of(model, model::forward, CrossEntropy::mean);
        Rule rule = Rule.chain(Penalty.l2(1e-5), ClipNorm.global(1), new Adam(0.02));
        try (Context context = Context.create(kernels, threads)) {
            TrainingResult result = Trainer.builder(
                            context, objective, rule.start(model.parameters()), data("train", 11), KEY.child("steps"))
                    .epochs(epochs)
                    .evaluator(objective.evaluator(context, data("validation", 4)))
                    .earlyStopping(EarlyStopping.lowest("loss", 4))
                    .build()
                    .run();
            List<Map<String, Double>> figures = new ArrayList<>();
            for (EpochReport report : result.history()) {
                figures.add(report.training());
                figures.add(report.validation());
            }
            return new Run(model.parameters().snapshot(), result, figures);
        }
    }

    @Test
    void firstToken_isLearned() {
        TrainingResult result = train(KernelChoice.AUTO, 2, 12).result();
        assertThat(result.history().get(0).validation().get("loss")).isGreaterThan(0.5);
        assertThat(result.best().validation().get("loss")).isLessThan(0.1);
    }

    @Test
    void weightsAndFigures_areTheSameBits_forAnyKernelsAndThreads() {
        Run expected = train(KernelChoice.PORTABLE, 1, 3);
        for (int threads = 1; threads <= 3; threads++) {
            for (KernelChoice kernels : List.of(KernelChoice.PORTABLE, KernelChoice.AUTO)) {
                Run run = train(kernels, threads, 3);
                assertThat(run.weights()).as("%s, %d threads", kernels, threads).isEqualTo(expected.weights());
                assertThat(run.figures()).as("%s, %d threads", kernels, threads).isEqualTo(expected.figures());
            }
        }
    }
}
