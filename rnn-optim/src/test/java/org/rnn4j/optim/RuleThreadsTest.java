package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnn4j.autograd.Tape;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/** Every rule gives the same bits for one and two threads, portable and fast kernels. */
class RuleThreadsTest {
    private static final RandomKey KEY = RandomKey.of(51);

    static Stream<Rule> rules() {
        return Stream.concat(
                OptimizerTest.rules().filter(rule -> !(rule instanceof ParameterGroups)),
                Stream.of(
                        Rule.chain(
                                ClipNorm.perParameter(1),
                                ParameterGroups.of(
                                        new Lion(0.01).withWeightDecay(0.1),
                                        Group.of(NamePattern.RECURRENT).withRate(0.5),
                                        Group.of("*bias*").frozen())),
                        Rule.chain(Penalty.elasticNet(1e-3, 1e-3), new LazyAdam(0.01))));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void weights_areTheSameBits(Rule rule) {
        Map<String, Tensor> expected = train(rule, KernelChoice.PORTABLE, 1);
        assertThat(expected).isNotEqualTo(new TokenTagger(KEY).parameters().snapshot());
        assertThat(train(rule, KernelChoice.PORTABLE, 2)).isEqualTo(expected);
        assertThat(train(rule, KernelChoice.AUTO, 2)).isEqualTo(expected);
    }

    private static Map<String, Tensor> train(Rule rule, KernelChoice kernels, int threads) {
        TokenTagger model = new TokenTagger(KEY);
        Optimizer optimizer = rule.start(model.parameters());
        RandomStream random = KEY.child("tokens").stream();
        try (Context context = Context.create(kernels, threads)) {
            for (int step = 0; step < 6; step++) {
                int[][] sequences = new int[5][];
                for (int b = 0; b < sequences.length; b++) {
                    sequences[b] = new int[1 + random.nextInt(6)];
                    for (int t = 0; t < sequences[b].length; t++) {
                        sequences[b][t] = random.nextInt(TokenTagger.TOKENS);
                    }
                }
                try (Tape tape = Tape.training(context, KEY.child(step))) {
                    optimizer.step(tape.gradients(model.loss(tape, TokenBatch.of(sequences, 0))));
                }
            }
        }
        return model.parameters().snapshot();
    }
}
