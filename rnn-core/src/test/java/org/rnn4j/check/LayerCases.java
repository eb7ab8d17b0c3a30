package org.rnn4j.check;

import static org.rnn4j.check.GradientCase.TAPE_KEY;
import static org.rnn4j.check.GradientCase.named;
import static org.rnn4j.check.GradientCase.randomized;
import static org.rnn4j.check.SequenceCases.sequence;

import java.util.ArrayList;
import java.util.List;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.layer.Activation;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.LayerNorm;
import org.rnn4j.layer.Linear;
import org.rnn4j.layer.Sequential;
import org.rnn4j.reference.Doubles;
import org.rnn4j.reference.ReferenceFunctions;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** The cases of the layers. */
final class LayerCases {
    private static final int[] RAGGED = {2, 4, 0, 1};
    private static final double RATE = 0.4;

    private final List<GradientCase> cases = new ArrayList<>();

    private LayerCases() {}

    static List<GradientCase> cases() {
        LayerCases all = new LayerCases();
        all.linear();
        all.embedding();
        all.tied();
        all.dropout();
        all.layerNorm();
        all.sequential();
        return all.cases;
    }

    private void linear() {
        Linear linear = new Linear(3, 5, RandomKey.of(1));
        cases.add(named("Linear")
                .input("x", 4, 3)
                .parameters(linear.parameters())
                .ours((tape, in) -> linear.forward(in.get("x")))
                .reference(in ->
                        in.get("x").mapRows(row -> ReferenceFunctions.affine(row, in.get("weight"), in.get("bias")))));
        cases.add(named("Linear on a sequence, twice")
                .input("x", 4, 4, 3)
                .parameters(linear.parameters())
                .ours((tape, in) -> linear.forward(
                                linear.forward(sequence(in, "x", RAGGED)).map(y -> y.slice(1, 1, 4)))
                        .values())
                .reference(in -> in.get("x")
                        .mapRows(row -> ReferenceFunctions.affine(row, in.get("weight"), in.get("bias")))
                        .slice(2, 1, 4)
                        .mapRows(row -> ReferenceFunctions.affine(row, in.get("weight"), in.get("bias")))
                        .onlyValid(RAGGED)));
    }

    private void embedding() {
        int[][] tokens = {{3, 1}, {3, 3, 0, 2}, {}, {1}};
        Embedding embedding = new Embedding(5, 3, RandomKey.of(2));
        cases.add(named("Embedding")
                .parameters(embedding.parameters())
                .ours((tape, in) ->
                        embedding.forward(tape, TokenBatch.of(tokens, 4)).values())
                .reference(in -> embedded(tokens, in.get("weight"), -1)));
        Embedding padded = Embedding.withPadding(5, 3, 3, RandomKey.of(3));
        cases.add(named("Embedding with padding")
                .parameters(padded.parameters())
                .ours((tape, in) ->
                        padded.forward(tape, TokenBatch.of(tokens, 3)).values())
                .reference(in -> embedded(tokens, in.get("weight"), 3)));
        int[] some = {4, 0, 4, 2};
        cases.add(named("Embedding of single tokens")
                .parameters(embedding.parameters())
                .ours((tape, in) -> embedding.forward(tape, some))
                .reference(in ->
                        Doubles.build(new int[] {4, 3}, i -> in.get("weight").at(some[i[0]], i[1]))));
    }

    private void tied() {
        int[][] tokens = {{3, 1}, {3, 3, 0, 2}, {}, {1}};
        Embedding embedding = new Embedding(5, 3, RandomKey.of(6));
        Linear output = Linear.tied(embedding);
        cases.add(named("Linear.tied, the sum of both uses")
                .parameters(Parameters.of("embedding", embedding, "output", output))
                .ours((tape, in) -> output.forward(embedding.forward(tape, TokenBatch.of(tokens, 4)))
                        .values())
                .reference(in -> embedded(tokens, in.get("embedding.weight"), -1)
                        .mapRows(row ->
                                ReferenceFunctions.affine(row, in.get("embedding.weight"), in.get("output.bias")))
                        .onlyValid(RAGGED)));
    }

    private static Doubles embedded(int[][] tokens, Doubles table, int paddingId) {
        return Doubles.build(new int[] {4, 4, 3}, i -> {
            int[] sequence = tokens[i[1]];
            boolean present = i[0] < sequence.length && sequence[i[0]] != paddingId;
            return present ? table.at(sequence[i[0]], i[2]) : 0;
        });
    }

    private void dropout() {
        cases.add(named("Dropout")
                .input("x", 2, 3, 5)
                .ours((tape, in) -> new Dropout(RATE).forward(in.get("x")))
                .reference(in ->
                        Doubles.build(new int[] {2, 3, 5}, i -> in.get("x").at(i) * mask(i[0] * 3 + i[1], 0, i[2]))));
        cases.add(named("Dropout on a sequence")
                .input("x", 4, 4, 5)
                .ours((tape, in) ->
                        new Dropout(RATE).forward(sequence(in, "x", RAGGED)).values())
                .reference(in -> Doubles.build(
                                new int[] {4, 4, 5}, i -> in.get("x").at(i) * mask(i[1], i[0], i[2]))
                        .onlyValid(RAGGED)));
        cases.add(named("Dropout.locked on a sequence")
                .input("x", 4, 4, 5)
                .ours((tape, in) ->
                        Dropout.locked(RATE).forward(sequence(in, "x", RAGGED)).values())
                .reference(in -> Doubles.build(
                                new int[] {4, 4, 5}, i -> in.get("x").at(i) * mask(i[1], 0, i[2]))
                        .onlyValid(RAGGED)));
    }

    private static double mask(int row, int step, int feature) {
        long seed = TAPE_KEY.child(0).rowSeed(row, step);
        return RandomKey.uniform(seed, feature) >= (float) RATE ? 1 / (1 - RATE) : 0;
    }

    private void layerNorm() {
        LayerNorm norm = new LayerNorm(19, 1e-3);
        cases.add(named("LayerNorm")
                .input("x", 2, 3, 19)
                .parameters(randomized("LayerNorm", norm.parameters()))
                .ours((tape, in) -> norm.forward(in.get("x")))
                .reference(in -> in.get("x")
                        .mapRows(row -> ReferenceFunctions.layerNorm(row, in.get("weight"), in.get("bias"), 1e-3))));
        cases.add(named("LayerNorm on a sequence")
                .input("x", 4, 4, 19)
                .parameters(norm.parameters())
                .ours((tape, in) -> norm.forward(sequence(in, "x", RAGGED)).values())
                .reference(in -> in.get("x")
                        .mapRows(row -> ReferenceFunctions.layerNorm(row, in.get("weight"), in.get("bias"), 1e-3))
                        .onlyValid(RAGGED)));
    }

    private void sequential() {
        Sequential sequential = Sequential.of(
                new Linear(3, 4, RandomKey.of(4)), Activation.tanh(), Linear.withoutBias(4, 2, RandomKey.of(5)));
        cases.add(named("Sequential")
                .input("x", 5, 3)
                .parameters(sequential.parameters())
                .ours((tape, in) -> sequential.forward(in.get("x")))
                .reference(in -> in.get("x")
                        .mapRows(row -> ReferenceFunctions.affine(row, in.get("0.weight"), in.get("0.bias")))
                        .map(Math::tanh)
                        .matmul(in.get("2.weight").swapAxes(0, 1))));
        cases.add(named("Sequential on a sequence")
                .input("x", 4, 4, 3)
                .parameters(sequential.parameters())
                .ours((tape, in) ->
                        sequential.forward(sequence(in, "x", RAGGED)).values())
                .reference(in -> in.get("x")
                        .mapRows(row -> ReferenceFunctions.affine(row, in.get("0.weight"), in.get("0.bias")))
                        .map(Math::tanh)
                        .matmul(in.get("2.weight").swapAxes(0, 1))
                        .onlyValid(RAGGED)));
    }
}
