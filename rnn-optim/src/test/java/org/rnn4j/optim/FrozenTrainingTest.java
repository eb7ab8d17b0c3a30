package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.Chunk;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/** Training with frozen parameters: no gradient, no state, no bit changed, and the rest as it was with a gradient. */
class FrozenTrainingTest {
    private static final RandomKey KEY = RandomKey.of(29);
    private static final Rule UPDATE = new AdamW(0.02).withWeightDecay(0.1);
    private static final Rule LOWER_FROZEN = frozen("embedding.*", "layers.0.*");
    private static final Predicate<String> IS_LOWER =
            name -> name.startsWith("embedding.") || name.startsWith("layers.0");

    /** A model, its task, and the gradients that a listener saw. */
    private static final class Run implements TrainingListener {
        private final NextToken model = new NextToken(0.1);
        private final TruncatedBptt<TokenBatch, TokenBatch> task = model.task();
        private final TextChunks data = new TextChunks(texts(), 4);
        private final Set<String> seen = new TreeSet<>();
        private final StopSignal signal = new StopSignal();
        private int stopAfter = Integer.MAX_VALUE;

        @Override
        public void stepFinished(StepReport report) {
            if (--stopAfter == 0) {
                signal.request();
            }
        }

        @Override
        public boolean wantsGradients(long step) {
            return true;
        }

        @Override
        public void gradientsComputed(long step, Map<String, Tensor> gradients) {
            seen.addAll(gradients.keySet());
        }

        Trainer.Builder<Chunk<TokenBatch, TokenBatch>> trainer(Context context, Optimizer optimizer, int epochs) {
            return Trainer.builder(context, task, optimizer, data, KEY)
                    .epochs(epochs)
                    .stopOn(signal)
                    .listener(this);
        }

        Optimizer start(Rule rule) {
            return rule.start(model.parameters());
        }
    }

    private static Rule frozen(String... patterns) {
        Group[] groups = new Group[patterns.length];
        for (int i = 0; i < patterns.length; i++) {
            groups[i] = Group.of(patterns[i]).frozen();
        }
        return Rule.chain(Penalty.l2(0.01), ClipNorm.global(0.5), ParameterGroups.of(UPDATE, groups));
    }

    private static int[][] texts() {
        RandomStream random = KEY.child("texts").stream();
        int[][] texts = new int[3][];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = new int[9 + i];
            for (int t = 0; t < texts[i].length; t++) {
                texts[i][t] = random.nextInt(NextToken.TOKENS);
            }
        }
        return texts;
    }

    /** Epochs on tapes that compute every gradient. */
    private static Map<String, Tensor> byHand(Context context, Run run, Optimizer optimizer, int epochs, int together) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            run.data.restore(new BatchSource.Position(epoch, 0));
            while (run.data.hasNext()) {
                GradientAccumulator sums = new GradientAccumulator(run.model.parameters());
                RandomKey key = KEY.child(optimizer.steps());
                for (int part = 0; part < together && run.data.hasNext(); part++) {
                    Chunk<TokenBatch, TokenBatch> chunk = run.data.next();
                    try (Tape tape = Tape.training(context, together == 1 ? key : key.child(part))) {
                        Var loss = run.task.loss(tape, chunk);
                        if (together == 1) {
                            optimizer.step(tape.gradients(loss));
                        } else {
                            sums.add(tape.gradients(loss), chunk.size());
                        }
                    }
                }
                if (together > 1) {
                    optimizer.step(sums);
                }
            }
        }
        return run.model.parameters().snapshot();
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "PORTABLE"})
    void frozenParameters_haveNoGradient_noState_andTheirBits(KernelChoice kernels) {
        try (Context context = Context.create(kernels, 2)) {
            Run run = new Run();
            Map<String, Tensor> before = run.model.parameters().snapshot();
            Optimizer optimizer = run.start(LOWER_FROZEN);
            run.trainer(context, optimizer, 3).build().run();
            assertThat(run.seen).isEqualTo(optimizer.trained().asMap().keySet()).noneMatch(IS_LOWER);
            run.model.parameters().forEach((name, parameter) -> {
                boolean isLower = IS_LOWER.test(name);
                assertThat(parameter.toTensor().equals(before.get(name)))
                        .as(name)
                        .isEqualTo(isLower);
                assertThat(parameter.version() == 0).as(name).isEqualTo(isLower);
                assertThat(optimizer.state().tensors().keySet().stream().noneMatch(key -> key.startsWith(name + ".")))
                        .as(name)
                        .isEqualTo(isLower);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void trainedParameters_areWhatTheyAreWithAllGradients(int together) {
        for (KernelChoice kernels : List.of(KernelChoice.AUTO, KernelChoice.PORTABLE)) {
            for (Rule rule : List.of(LOWER_FROZEN, frozen("layers.1.*"), frozen("*.weight_*"), frozen("*bias*"))) {
                try (Context context = Context.create(kernels, 1)) {
                    Run hand = new Run();
                    Run run = new Run();
                    run.trainer(context, run.start(rule), 2)
                            .accumulate(together)
                            .build()
                            .run();
                    assertThat(run.model.parameters().snapshot())
                            .as("%s, %s", kernels, rule)
                            .isEqualTo(byHand(context, hand, hand.start(rule), 2, together));
                }
            }
        }
    }

    @Test
    void unfreezing_isAnotherOptimizer_withTheStateOfTheOneBefore() {
        try (Context context = Context.create(KernelChoice.AUTO, 1)) {
            List<Map<String, Tensor>> ends = new ArrayList<>();
            for (boolean byHand : new boolean[] {true, false}) {
                Run run = new Run();
                Optimizer first = run.start(LOWER_FROZEN);
                Optimizer second = run.start(frozen());
                for (Optimizer phase : List.of(first, second)) {
                    if (phase == second) {
                        second.restore(first.state());
                        run.seen.clear();
                    }
                    if (byHand) {
                        byHand(context, run, phase, 1, 1);
                    } else {
                        run.trainer(context, phase, 1).build().run();
                    }
                }
                assertThat(second.steps()).isEqualTo(2 * first.steps());
                assertThat(second.state().updates()).containsEntry("embedding.weight", first.steps());
                ends.add(run.model.parameters().snapshot());
                assertThat(run.seen)
                        .isEqualTo(
                                byHand
                                        ? Set.of()
                                        : run.model.parameters().asMap().keySet());
            }
            assertThat(ends.get(1)).isEqualTo(ends.get(0));
        }
    }

    @Test
    void stoppedRun_goesOnWithTheSameBits(@TempDir Path folder) {
        try (Context context = Context.create(KernelChoice.AUTO, 1)) {
            Run whole = new Run();
            whole.trainer(context, whole.start(LOWER_FROZEN), 3).build().run();
            Run first = new Run();
            first.stopAfter = 5;
            first.trainer(context, first.start(LOWER_FROZEN), 3)
                    .checkpoints(folder, Every.steps(2), 2)
                    .build()
                    .run();
            Run second = new Run();
            second.trainer(context, second.start(LOWER_FROZEN), 3)
                    .checkpoints(folder, Every.steps(2), 2)
                    .build()
                    .resume();
            assertThat(second.model.parameters().snapshot())
                    .isEqualTo(whole.model.parameters().snapshot())
                    .isNotEqualTo(first.model.parameters().snapshot());
        }
    }

    /** The names of what tapes of a task say requires a gradient. */
    private static Set<String> differentiated(Run run, Consumer<Objective<Chunk<TokenBatch, TokenBatch>>> training) {
        Set<String> names = new TreeSet<>();
        training.accept(TruncatedBptt.of(run.model, run.model::zeroState, (tape, chunk, state) -> {
            run.model.parameters().forEach((name, parameter) -> {
                if (tape.parameter(parameter).requiresGradient()) {
                    names.add(name);
                }
            });
            return run.model.pass(tape, chunk, state);
        }));
        return names;
    }

    @Test
    void learningRateFinder_computesNoGradientOfFrozenParameters() {
        try (Context context = Context.create(KernelChoice.AUTO, 1)) {
            Run run = new Run();
            Map<String, Tensor> before = run.model.parameters().snapshot();
            assertThat(differentiated(
                            run,
                            task -> new LrFinder()
                                    .withSteps(10)
                                    .run(context, task, rate -> lower(rate), run.data, KEY)))
                    .isEqualTo(run.start(lower(1)).trained().asMap().keySet())
                    .noneMatch(IS_LOWER);
            assertThat(run.model.parameters().snapshot()).isEqualTo(before);
        }
    }

    private static Rule lower(double rate) {
        return ParameterGroups.of(
                new Sgd(rate),
                Group.of("embedding.*").frozen(),
                Group.of("layers.0.*").frozen());
    }

    @Test
    void parametersThatTheOptimizerWasNotStartedWith_haveNoGradientEither() {
        try (Context context = Context.create(KernelChoice.AUTO, 1)) {
            Run run = new Run();
            Parameters.Builder some = Parameters.builder();
            run.model.parameters().forEach((name, parameter) -> {
                if (!IS_LOWER.test(name)) {
                    some.add(name, parameter);
                }
            });
            Optimizer optimizer = UPDATE.start(some.build());
            assertThat(differentiated(
                            run,
                            task -> Trainer.builder(context, task, optimizer, run.data, KEY)
                                    .epochs(1)
                                    .build()
                                    .run()))
                    .isEqualTo(some.build().asMap().keySet());
        }
    }
}
