package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.io.StoredTensor;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Chunk;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

class TruncatedBpttTest {
    private static final RandomKey KEY = RandomKey.of(5);
    private static final int EPOCHS = 2;
    private static final int[] LENGTHS = {14, 12, 5};

    private Context context;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        context = Context.create(KernelChoice.PORTABLE, 1);
    }

    @AfterEach
    void close() {
        context.close();
    }

    private static int[][] texts() {
        RandomStream random = RandomKey.of(9).stream();
        int[][] texts = new int[LENGTHS.length][];
        for (int row = 0; row < texts.length; row++) {
            texts[row] = new int[LENGTHS[row]];
            for (int t = 0; t < texts[row].length; t++) {
                texts[row][t] = random.nextInt(NextToken.TOKENS);
            }
        }
        return texts;
    }

    private static Rule rule() {
        return Rule.chain(ClipNorm.global(1), new Adam(0.02));
    }

    private Trainer.Builder<Chunk<TokenBatch, TokenBatch>> trainer(
            NextToken model, Objective<Chunk<TokenBatch, TokenBatch>> task, int steps) {
        Optimizer optimizer = rule().start(model.parameters());
        return Trainer.builder(context, task, optimizer, new TextChunks(texts(), steps), KEY)
                .epochs(EPOCHS);
    }

    private String trained(int steps) {
        NextToken model = new NextToken(0.2);
        trainer(model, model.task(), steps).build().run();
        return ParameterFiles.sha256(model.parameters());
    }

    @Test
    void chunksAsLongAsTheSequences_areFullBackpropagationThroughTime() {
        NextToken model = new NextToken(0.2);
        Optimizer optimizer = rule().start(model.parameters());
        Chunk<TokenBatch, TokenBatch> whole =
                new TextChunks(texts(), 13).chunks().get(0);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            try (Tape tape = Tape.training(context, KEY.child(optimizer.steps()))) {
                Var loss = model.pass(tape, whole, model.zeroState(3)).loss();
                optimizer.step(tape.gradients(loss));
            }
        }
        String full = ParameterFiles.sha256(model.parameters());
        assertThat(trained(13)).isEqualTo(full);
        assertThat(trained(1_000)).isEqualTo(full);
        assertThat(trained(12)).isNotEqualTo(full);
    }

    @Test
    void chunks_giveTheLossesOfTheWholeSequences() {
        NextToken model = new NextToken(0);
        double whole = loss(model, 13);
        for (int steps : new int[] {1, 3, 5, 12}) {
            assertThat(loss(model, steps)).as("%d steps", steps).isCloseTo(whole, within(1e-6));
        }
    }

    private double loss(NextToken model, int steps) {
        return model.task()
                .evaluator(context, new TextChunks(texts(), steps))
                .evaluate()
                .get(Evaluator.LOSS);
    }

    @Test
    void gradient_doesNotReachTheChunkBefore() {
        NextToken model = new NextToken(0);
        List<Chunk<TokenBatch, TokenBatch>> chunks = new TextChunks(texts(), 5).chunks();
        TruncatedBptt<TokenBatch, TokenBatch> task = model.task();
        try (Tape tape = Tape.training(context, KEY)) {
            task.loss(tape, chunks.get(0));
        }
        Map<String, StoredTensor> carried = task.state();
        float[] truncated;
        try (Tape tape = Tape.training(context, KEY)) {
            Var loss = task.loss(tape, chunks.get(1));
            truncated = embeddingGradient(model, tape, loss);
        }
        float[] joined;
        TruncatedBptt<TokenBatch, TokenBatch> again = model.task();
        try (Tape tape = Tape.training(context, KEY)) { // the second loss alone, with the first chunk on the same tape
            again.loss(tape, chunks.get(0));
            joined = embeddingGradient(model, tape, again.loss(tape, chunks.get(1)));
        }
        assertThat(joined).containsExactly(truncated);
        assertThat(carried).containsOnlyKeys("carried.0.h_l0", "carried.0.c_l0", "carried.1.h_l0");
    }

    private static float[] embeddingGradient(NextToken model, Tape tape, Var loss) {
        Parameter table = model.parameters().get("embedding.weight");
        return Arrays.copyOf(tape.gradients(loss).of(table), table.count());
    }

    @Test
    void rowWhereASequenceBegins_startsFromTheInitialState() {
        NextToken model = new NextToken(0);
        Chunk<TokenBatch, TokenBatch> first =
                new TextChunks(texts(), 4).chunks().get(0);
        Chunk<TokenBatch, TokenBatch> going =
                new Chunk<>(first.input(), first.target(), new boolean[] {false, false, false}, first.size());
        Chunk<TokenBatch, TokenBatch> oneBegins =
                new Chunk<>(first.input(), first.target(), new boolean[] {false, true, false}, first.size());
        float fresh = losses(model, first, first)[1];
        assertThat(losses(model, first, first)[0]).isEqualTo(fresh);
        assertThat(losses(model, first, going)[1]).isNotEqualTo(fresh);
        assertThat(losses(model, first, oneBegins)[1]).isNotEqualTo(fresh).isNotEqualTo(losses(model, first, going)[1]);
    }

    @SafeVarargs
    private float[] losses(NextToken model, Chunk<TokenBatch, TokenBatch>... chunks) {
        TruncatedBptt<TokenBatch, TokenBatch> task = model.task();
        float[] losses = new float[chunks.length];
        for (int i = 0; i < chunks.length; i++) {
            try (Tape tape = Tape.inference(context)) {
                losses[i] = task.loss(tape, chunks[i]).item();
            }
        }
        return losses;
    }

    @Test
    void lastShortChunk_trains() {
        NextToken model = new NextToken(0);
        TrainingResult result = trainer(model, model.task(), 5).build().run();
        assertThat(new TextChunks(texts(), 5).chunks()).hasSize(3);
        assertThat(result.history().get(0).examples()).isEqualTo(13 + 11 + 4);
        assertThat(result.history().get(1).steps()).isEqualTo(6);
        int[][] without = texts();
        for (int row = 0; row < without.length; row++) {
            without[row] = Arrays.copyOf(without[row], Math.min(without[row].length, 11));
        }
        NextToken other = new NextToken(0);
        Trainer.builder(context, other.task(), rule().start(other.parameters()), new TextChunks(without, 5), KEY)
                .epochs(EPOCHS)
                .build()
                .run();
        assertThat(ParameterFiles.sha256(other.parameters())).isNotEqualTo(ParameterFiles.sha256(model.parameters()));
    }

    /** The objective as it is, or one that forgets the carried state in a checkpoint. */
    private record Forgetting(TruncatedBptt<TokenBatch, TokenBatch> inner)
            implements Objective<Chunk<TokenBatch, TokenBatch>> {
        @Override
        public Var loss(Tape tape, Chunk<TokenBatch, TokenBatch> batch) {
            return inner.loss(tape, batch);
        }

        @Override
        public long examples(Chunk<TokenBatch, TokenBatch> batch) {
            return inner.examples(batch);
        }

        @Override
        public Parameters parameters() {
            return inner.parameters();
        }

        @Override
        public Map<String, StoredTensor> state() {
            Map<String, StoredTensor> zeros = new LinkedHashMap<>();
            inner.state().forEach((name, part) -> zeros.put(name, StoredTensor.of(Tensor.zeros(part.shape()))));
            return zeros;
        }

        @Override
        public void restore(Map<String, StoredTensor> state) {
            inner.restore(state);
        }
    }

    private String resumedAfter(int step, boolean forgetting) {
        Path run = folder.resolve(forgetting + "-" + step);
        NextToken model = new NextToken(0.2);
        for (int part = 0; part < 2; part++) {
            model = new NextToken(0.2);
            TruncatedBptt<TokenBatch, TokenBatch> task = model.task();
            StopSignal signal = new StopSignal();
            Trainer.Builder<Chunk<TokenBatch, TokenBatch>> trainer =
                    trainer(model, forgetting ? new Forgetting(task) : task, 3);
            if (part == 0) {
                trainer.listener(ResumableTask.afterStep(step, signal::request)).stopOn(signal);
            }
            trainer.checkpoints(run, Every.epochs(1), 2).build().resume();
        }
        return ParameterFiles.sha256(model.parameters());
    }

    @Test
    void resumingInTheMiddleOfASequence_changesNoBit() {
        String expected = trained(3);
        for (int step = 1; step < 10; step++) {
            assertThat(resumedAfter(step, false)).as("after step %d", step).isEqualTo(expected);
        }
    }

    @Test
    void resumingWithoutTheCarriedState_wouldChangeBits() {
        String expected = trained(3);
        assertThat(resumedAfter(2, true)).isNotEqualTo(expected);
        assertThat(resumedAfter(5, true)).as("at the end of an epoch").isEqualTo(expected);
    }

    @Test
    void evaluation_leavesTheCarriedStateAlone() {
        NextToken model = new NextToken(0);
        TruncatedBptt<TokenBatch, TokenBatch> task = model.task();
        try (Tape tape = Tape.inference(context)) {
            task.loss(tape, new TextChunks(texts(), 5).chunks().get(0));
        }
        Map<String, StoredTensor> before = task.state();
        task.evaluator(context, new TextChunks(texts(), 4)).evaluate();
        assertThat(task.state()).isEqualTo(before);
        assertThat(before).isNotEmpty();
    }

    @Test
    void chunkWhoseLossIsNotFinite_leavesTheStateOfBefore() {
        NextToken model = new NextToken(0);
        boolean[] broken = {false};
        TruncatedBptt<TokenBatch, TokenBatch> task = TruncatedBptt.of(model, model::zeroState, (tape, chunk, state) -> {
            TruncatedBptt.Pass pass = model.pass(tape, chunk, state);
            return broken[0]
                    ? new TruncatedBptt.Pass(pass.loss().times(Float.POSITIVE_INFINITY), pass.finalState())
                    : pass;
        });
        List<Chunk<TokenBatch, TokenBatch>> chunks = new TextChunks(texts(), 5).chunks();
        try (Tape tape = Tape.inference(context)) {
            task.loss(tape, chunks.get(0));
            Map<String, StoredTensor> before = task.state();
            broken[0] = true;
            assertThat(task.loss(tape, chunks.get(1)).item()).isInfinite();
            assertThat(task.state()).isEqualTo(before);
            broken[0] = false;
            task.loss(tape, chunks.get(1));
            assertThat(task.state()).isNotEqualTo(before);
        }
    }

    @Test
    void chunkThatDoesNotFit_isAnError() {
        NextToken model = new NextToken(0);
        TruncatedBptt<TokenBatch, TokenBatch> task = model.task();
        List<Chunk<TokenBatch, TokenBatch>> chunks = new TextChunks(texts(), 5).chunks();
        try (Tape tape = Tape.inference(context)) {
            assertThatThrownBy(() -> task.loss(tape, chunks.get(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("row 0 of the chunk goes on with a sequence, but no state was carried");
            task.loss(tape, chunks.get(0));
            int[][] one = {{1, 2, 3}};
            assertThatThrownBy(() ->
                            task.loss(tape, new TextChunks(one, 2).chunks().get(0)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("expected a chunk of 3 rows, as the one before, but got 1");
        }
        Map<String, StoredTensor> other = Map.of("carried.0.h_l0", StoredTensor.of(Tensor.zeros(3, 6)));
        assertThatThrownBy(() -> task.restore(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was it taken from another model?");
    }
}
