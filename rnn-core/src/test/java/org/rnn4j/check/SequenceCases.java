package org.rnn4j.check;

import static org.rnn4j.check.GradientCase.named;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.rnn4j.autograd.Affine;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;
import org.rnn4j.reference.Doubles;
import org.rnn4j.reference.ReferenceFunctions;
import org.rnn4j.tensor.Lengths;

/** The cases of the operations on sequences. Their padding holds numbers, to show that none is used. */
final class SequenceCases {
    private static final int[] RAGGED = {2, 4, 0, 1};
    private static final int[] ALL_POSITIVE = {2, 4, 3, 1};

    private SequenceCases() {}

    static Sequence sequence(Map<String, Var> in, String name, int... lengths) {
        return new Sequence(in.get(name), Lengths.of(lengths));
    }

    static List<GradientCase> cases() {
        return List.of(
                named("Sequence.lastStep()")
                        .input("x", 4, 4, 3)
                        .ours((tape, in) -> sequence(in, "x", ALL_POSITIVE).lastStep())
                        .reference(in -> Doubles.build(
                                new int[] {4, 3}, i -> in.get("x").at(ALL_POSITIVE[i[0]] - 1, i[0], i[1]))),
                named("Sequence.meanOverTime()")
                        .input("x", 4, 4, 3)
                        .ours((tape, in) -> sequence(in, "x", ALL_POSITIVE).meanOverTime())
                        .reference(in -> overTime(in.get("x"), ReferenceFunctions::mean)),
                named("Sequence.maxOverTime()")
                        .input("x", 4, 4, 3)
                        .ours((tape, in) -> sequence(in, "x", ALL_POSITIVE).maxOverTime())
                        .reference(in -> overTime(in.get("x"), ReferenceFunctions::max)),
                named("Sequence.step(int)")
                        .input("x", 4, 4, 3)
                        .ours((tape, in) -> sequence(in, "x", RAGGED).step(2))
                        .reference(in -> in.get("x").slice(0, 2, 3).reshape(4, 3)),
                named("Sequence.validSteps()")
                        .input("x", 4, 4, 3)
                        .ours((tape, in) -> sequence(in, "x", RAGGED).validSteps())
                        .reference(in -> validSteps(in.get("x"), RAGGED)),
                named("Sequence.validSteps() without padding")
                        .input("x", 2, 3, 3)
                        .ours((tape, in) -> sequence(in, "x", 2, 2, 2).validSteps())
                        .reference(in -> in.get("x").reshape(6, 3)),
                named("Sequence.map(UnaryOperator)")
                        .input("x", 4, 4, 3)
                        .ours((tape, in) -> sequence(in, "x", RAGGED)
                                .map(steps -> Var.concat(1, steps.exp(), steps))
                                .values())
                        .reference(in -> Doubles.concat(2, in.get("x").map(Math::exp), in.get("x"))
                                .onlyValid(RAGGED)),
                named("Sequence.map(UnaryOperator) without padding")
                        .input("x", 2, 3, 3)
                        .ours((tape, in) ->
                                sequence(in, "x", 2, 2, 2).map(Var::exp).values())
                        .reference(in -> in.get("x").map(Math::exp)),
                named("Sequence.concat(Sequence[])")
                        .input("x", 4, 4, 3)
                        .input("y", 4, 4, 2)
                        .ours((tape, in) -> Sequence.concat(sequence(in, "x", RAGGED), sequence(in, "y", RAGGED))
                                .values())
                        .reference(in -> Doubles.concat(2, in.get("x"), in.get("y"))),
                named("Affine of a sequence")
                        .input("x", 4, 4, 3)
                        .input("weight", 5, 3)
                        .input("bias", 5)
                        .ours((tape, in) -> Affine.apply(sequence(in, "x", RAGGED), in.get("weight"), in.get("bias"))
                                .values())
                        .reference(in -> in.get("x")
                                .mapRows(row -> ReferenceFunctions.affine(row, in.get("weight"), in.get("bias")))
                                .onlyValid(RAGGED)),
                named("Affine of a value, without bias")
                        .input("x", 2, 3, 4)
                        .input("weight", 5, 4)
                        .ours((tape, in) -> Affine.apply(in.get("x"), in.get("weight"), null))
                        .reference(in -> in.get("x").matmul(in.get("weight").swapAxes(0, 1))));
    }

    private static Doubles overTime(Doubles x, ToDoubleFunction<double[]> function) {
        return Doubles.build(new int[] {4, 3}, i -> {
            double[] steps = new double[ALL_POSITIVE[i[0]]];
            Arrays.setAll(steps, t -> x.at(t, i[0], i[1]));
            return function.applyAsDouble(steps);
        });
    }

    /** Time outer, batch inner. */
    private static Doubles validSteps(Doubles x, int[] lengths) {
        double[] values = new double[Arrays.stream(lengths).sum() * x.size(2)];
        int at = 0;
        for (int t = 0; t < x.size(0); t++) {
            for (int b = 0; b < lengths.length; b++) {
                for (int j = 0; t < lengths[b] && j < x.size(2); j++) {
                    values[at++] = x.at(t, b, j);
                }
            }
        }
        return new Doubles(new int[] {values.length / x.size(2), x.size(2)}, values);
    }
}
