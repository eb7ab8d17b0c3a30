package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

class ParameterGroupsTest {
    private static Parameters parameters() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("embedding.weight", new int[] {6, 3});
        shapes.put("encoder.weight_hh_l0", new int[] {4, 4});
        shapes.put("encoder.bias_hh_l0", new int[] {4});
        shapes.put("output.weight", new int[] {2, 4});
        return GivenGradients.parameters(RandomKey.of(5).stream(), shapes);
    }

    private static Optimizer train(Rule rule, int steps) {
        Optimizer optimizer = rule.start(parameters());
        RandomStream random = RandomKey.of(6).stream();
        try (GivenGradients given = new GivenGradients(optimizer.parameters())) {
            for (int step = 0; step < steps; step++) {
                optimizer.step(given.of(given.random(random)));
            }
        }
        return optimizer;
    }

    private static Tensor values(Optimizer optimizer, String name) {
        return optimizer.parameters().get(name).toTensor();
    }

    private static String hash(Parameter parameter) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * parameter.count());
        for (float value : parameter.values()) {
            bytes.putInt(Float.floatToRawIntBits(value));
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static Stream<Rule> decayingRules() {
        return Stream.of(
                new Sgd(0.1).withMomentum(0.9).withWeightDecay(0.1),
                new Adam().withWeightDecay(0.1),
                new AdamW().withWeightDecay(0.1),
                new Nadam().withWeightDecay(0.1),
                new Radam().withWeightDecay(0.1),
                new Adamax().withWeightDecay(0.1),
                new Adagrad().withWeightDecay(0.1),
                new Adadelta().withWeightDecay(0.1),
                new RmsProp().withWeightDecay(0.1),
                new Asgd().withWeightDecay(0.1),
                new TriggeredAsgd(0.1).withWeightDecay(0.1),
                new Lion().withWeightDecay(0.1));
    }

    @ParameterizedTest
    @MethodSource("decayingRules")
    void frozenParameter_keepsEveryBit_withDecayOn(Rule update) {
        Rule rule = Rule.chain(
                Penalty.elasticNet(0.1, 0.1),
                ClipNorm.global(1),
                ParameterGroups.of(update, Group.of("e*.weight*").frozen()));
        Map<String, String> before = new LinkedHashMap<>();
        parameters().forEach((name, parameter) -> before.put(name, hash(parameter)));
        Optimizer optimizer = train(rule, 20);
        optimizer.parameters().forEach((name, parameter) -> {
            if (name.matches("e.*[.]weight.*")) {
                assertThat(hash(parameter)).as(name).isEqualTo(before.get(name));
                assertThat(parameter.version()).as(name).isZero();
                assertThat(optimizer.state().updates().get(name)).as(name).isZero();
                assertThat(optimizer.state().tensors().keySet()).noneMatch(key -> key.startsWith(name + "."));
            } else {
                assertThat(hash(parameter)).as(name).isNotEqualTo(before.get(name));
                assertThat(optimizer.state().updates().get(name)).as(name).isEqualTo(20);
            }
        });
    }

    @Test
    void gradientOfAFrozenParameter_isNotUsedAtAll() {
        Parameters parameters = parameters();
        Rule rule = Rule.chain(
                ClipNorm.global(1),
                ParameterGroups.of(new Sgd(1), Group.of("embedding.*").frozen()));
        Optimizer optimizer = rule.start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            Map<String, float[]> gradients = new LinkedHashMap<>();
            gradients.put("embedding.weight", new float[18]);
            gradients.get("embedding.weight")[3] = Float.NaN;
            gradients.put("encoder.bias_hh_l0", new float[] {0, 3, 0, 4});
            optimizer.step(given.of(gradients));
            assertThat(optimizer.figures().get(ClipNorm.GRADIENT_NORM)).isEqualTo(5);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> optimizer.step(given.of(Map.of("embedding.weight", new float[18]))))
                    .withMessageContaining("no parameter has a gradient");
        }
    }

    @Test
    void rateOfAGroup_isTheUpdatesTimesItsMultiplier() {
        Optimizer grouped =
                train(ParameterGroups.of(new Adam(0.02), Group.of("encoder.*").withRate(0.25)), 20);
        Optimizer slow = train(new Adam(0.005), 20);
        Optimizer fast = train(new Adam(0.02), 20);
        for (String name : List.of("encoder.weight_hh_l0", "encoder.bias_hh_l0")) {
            assertThat(values(grouped, name)).isEqualTo(values(slow, name));
        }
        for (String name : List.of("embedding.weight", "output.weight")) {
            assertThat(values(grouped, name)).isEqualTo(values(fast, name));
        }
    }

    @Test
    void decayOfAGroup_replacesTheUpdates() {
        Optimizer grouped = train(
                ParameterGroups.of(
                        new AdamW(0.1).withWeightDecay(0.5),
                        Group.of(NamePattern.BIAS).withWeightDecay(0),
                        Group.of(NamePattern.RECURRENT).withWeightDecay(1)),
                20);
        Map<String, Double> decays = Map.of(
                "embedding.weight", 0.5, "encoder.weight_hh_l0", 1.0, "encoder.bias_hh_l0", 0.0, "output.weight", 0.5);
        decays.forEach((name, decay) -> assertThat(values(grouped, name))
                .as(name)
                .isEqualTo(values(train(new AdamW(0.1).withWeightDecay(decay), 20), name)));
    }

    @Test
    void firstGroupWithTheName_counts() {
        Optimizer grouped = train(
                ParameterGroups.of(
                        new Sgd(0.1),
                        Group.of("encoder.weight*").withRate(2),
                        Group.of("encoder.*").withRate(0)),
                5);
        assertThat(values(grouped, "encoder.weight_hh_l0"))
                .isEqualTo(values(train(new Sgd(0.2), 5), "encoder.weight_hh_l0"));
        assertThat(values(grouped, "encoder.bias_hh_l0"))
                .isEqualTo(parameters().get("encoder.bias_hh_l0").toTensor());
    }

    @Test
    void emptyGroups_missingDecays_andNothingToTrain_areRefused() {
        refused(
                () -> ParameterGroups.of(new Sgd(1), Group.of("decoder.*").frozen())
                        .start(parameters()),
                "ParameterGroups: no parameter belongs to Group[names=NamePattern[pattern=decoder.*]");
        refused(
                () -> ParameterGroups.of(new Sgd(1), Group.of("encoder.*"), Group.of("encoder.bias*"))
                        .start(parameters()),
                "no parameter belongs to Group[names=NamePattern[pattern=encoder.bias*]");
        refused(
                () -> Rule.chain(ParameterGroups.of(new Sgd(1), Group.of("*").frozen()))
                        .start(parameters()),
                "Rule.start: all parameters are frozen, there is nothing to train: [embedding.weight, ");
        refused(
                () -> ParameterGroups.of(Rule.chain(ClipNorm.global(1), new Adam()), Group.of("*")),
                "ParameterGroups: expected an update, but got a chain, whose clipping would see one group at a time: ");
        refused(
                () -> ParameterGroups.of(new Rprop(), Group.of("*").withWeightDecay(0.1)),
                "a group sets a weight decay, but the update has none: Rprop[");
        refused(() -> Group.of("*").withRate(-1), "Group: the rate multiplier must be finite and at least 0");
        refused(() -> Group.of("*").withWeightDecay(-1), "Group: the weight decay must be finite and at least 0");
        refused(
                () -> Rule.chain(Penalty.l2(0.1).on(new NamePattern("decoder.*")), new Sgd(1))
                        .start(parameters()),
                "Penalty: no parameter is penalized by Penalty[l1=0.0, l2=0.1, names=NamePattern[pattern=decoder.*]]");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
    }
}
