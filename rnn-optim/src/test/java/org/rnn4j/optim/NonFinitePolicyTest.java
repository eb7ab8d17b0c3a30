package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

class NonFinitePolicyTest {
    private static final int COUNT = 35;

    private static Parameters parameters() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("weight", new int[] {7, 5});
        shapes.put("bias", new int[] {3});
        return GivenGradients.parameters(RandomKey.of(5).stream(), shapes);
    }

    private static Optimizer optimizer(NonFinitePolicy policy) {
        Rule rule = Rule.chain(Penalty.l2(0.1), new AdamW(0.1));
        return rule.start(parameters(), step -> 1.0 / (1 + step), policy);
    }

    private static void step(Optimizer optimizer, GivenGradients given, int element, float value) {
        Map<String, float[]> gradients = given.random(RandomKey.of(1).child(optimizer.steps()).stream());
        gradients.get("weight")[element] = value;
        optimizer.step(given.of(gradients));
    }

    @Test
    void everyElement_isLookedAt_andRefusedByName() {
        Optimizer optimizer = new Sgd(1).start(parameters());
        assertThat(optimizer.policy()).isEqualTo(NonFinitePolicy.REFUSE);
        Map<String, Tensor> before = optimizer.parameters().snapshot();
        try (GivenGradients given = new GivenGradients(optimizer.parameters())) {
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                for (int i = 0; i < COUNT; i++) {
                    int element = i;
                    assertThatExceptionOfType(NonFiniteException.class)
                            .isThrownBy(() -> step(optimizer, given, element, bad))
                            .withMessageStartingWith("Optimizer.step: expected finite gradients, but element " + i
                                    + " of the gradient of weight[7, 5] is " + bad + "; nothing was changed");
                }
            }
            assertThat(optimizer.parameters().snapshot()).isEqualTo(before);
            assertThat(optimizer.steps()).isZero();
            step(optimizer, given, 0, Float.MAX_VALUE);
            step(optimizer, given, 0, -0f);
        }
        assertThat(optimizer.steps()).isEqualTo(2);
    }

    @Test
    void skip_leavesTheStepOut_andCountsIt() {
        Optimizer optimizer = optimizer(NonFinitePolicy.SKIP);
        try (GivenGradients given = new GivenGradients(optimizer.parameters())) {
            step(optimizer, given, 0, 1f);
            assertThat(optimizer.figures()).containsEntry(Optimizer.SKIPPED_STEPS, 0.0);
            Map<String, Tensor> weights = optimizer.parameters().snapshot();
            OptimizerState before = optimizer.state();
            step(optimizer, given, 3, Float.NaN);
            assertThat(optimizer.parameters().snapshot()).isEqualTo(weights);
            assertThat(optimizer.state())
                    .isEqualTo(new OptimizerState(2, before.updates(), before.tensors(), Map.of(), 1, List.of()));
            assertThat(optimizer.figures()).isEqualTo(Map.of(Optimizer.SKIPPED_STEPS, 1.0));
            step(optimizer, given, 0, 1f);
            assertThat(optimizer.parameters().snapshot()).isNotEqualTo(weights);
            assertThat(optimizer.skipped()).isEqualTo(1);
            assertThat(optimizer.steps()).isEqualTo(3);
            Optimizer resumed = optimizer(NonFinitePolicy.SKIP);
            resumed.restore(optimizer.state());
            assertThat(resumed.skipped()).isEqualTo(1);
            assertThat(resumed.state()).isEqualTo(optimizer.state());
        }
    }

    @Test
    void stop_changesNothing_andRefusesFurtherSteps() {
        Optimizer optimizer = optimizer(NonFinitePolicy.STOP);
        try (GivenGradients given = new GivenGradients(optimizer.parameters())) {
            step(optimizer, given, 0, 1f);
            Map<String, Tensor> weights = optimizer.parameters().snapshot();
            OptimizerState before = optimizer.state();
            assertThat(optimizer.isStopped()).isFalse();
            step(optimizer, given, 34, Float.NEGATIVE_INFINITY);
            assertThat(optimizer.isStopped()).isTrue();
            assertThat(optimizer.parameters().snapshot()).isEqualTo(weights);
            assertThat(optimizer.state()).isEqualTo(before);
            assertThatIllegalStateException()
                    .isThrownBy(() -> step(optimizer, given, 0, 1f))
                    .withMessage("Optimizer.step: stopped after 1 steps because a gradient was not finite;"
                            + " restore a state to go on");
            optimizer.restore(before);
            step(optimizer, given, 0, 1f);
            assertThat(optimizer.steps()).isEqualTo(2);
        }
    }

    @Test
    void stateWithMoreSkippedThanSteps_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptimizerState(2, Map.of(), Map.of(), Map.of(), 3, List.of()))
                .withMessage("OptimizerState: expected 0 to 2 skipped steps, but got 3");
    }
}
