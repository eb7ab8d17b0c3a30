package org.rnn4j.check;

import static org.rnn4j.check.GradientCase.named;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.rnn4j.autograd.Var;
import org.rnn4j.reference.Doubles;
import org.rnn4j.reference.ReferenceFunctions;
import org.rnn4j.tensor.Tensor;

/** The cases of the public operations of {@link Var}. */
final class OperationCases {
    private static final boolean[] MASK = {true, false, false, true, true, false, true, false, true, true, false, true};

    private final List<GradientCase> cases = new ArrayList<>();

    private OperationCases() {}

    static List<GradientCase> cases() {
        OperationCases all = new OperationCases();
        all.arithmetic();
        all.functions();
        all.activations();
        all.products();
        all.shaping();
        all.aggregation();
        all.softmax();
        all.gathering();
        all.masking();
        return all.cases;
    }

    private void arithmetic() {
        pairs("Var.plus(Var)", Var::plus, (a, b) -> a + b);
        pairs("Var.minus(Var)", Var::minus, (a, b) -> a - b);
        pairs("Var.times(Var)", Var::times, (a, b) -> a * b);
        pairs("Var.dividedBy(Var)", Var::dividedBy, (a, b) -> a / b);
        one("Var.plus(float)", x -> x.plus(1.5f), x -> x + 1.5);
        one("Var.minus(float)", x -> x.minus(1.5f), x -> x - 1.5);
        one("Var.times(float)", x -> x.times(-1.5f), x -> x * -1.5);
        one("Var.dividedBy(float)", x -> x.dividedBy(-1.5f), x -> x / -1.5);
        cases.add(named("Var.times(Var) with itself")
                .input("a", 3, 5)
                .ours((tape, in) -> in.get("a").times(in.get("a")))
                .reference(in -> in.get("a").map(x -> x * x)));
    }

    private interface Pair {
        Var of(Var a, Var b);
    }

    private void pairs(String name, Pair ours, DoubleBinaryOperator reference) {
        int[][][] shapes = {
            {{3, 5}, {3, 5}},
            {{3, 5}, {5}},
            {{5}, {3, 5}},
            {{3, 1}, {3, 5}},
            {{2, 1, 5}, {3, 1}},
            {{4, 5}, {}},
            {{}, {}},
            {{1, 1}, {2, 17}},
            {{2, 3, 4}, {2, 1, 4}}
        };
        for (int[][] shape : shapes) {
            String full = name + " of " + Arrays.toString(shape[0]) + " and " + Arrays.toString(shape[1]);
            Tensor divisor = GradientCase.random(full, 1, shape[1]);
            for (int i = 0; i < divisor.count(); i++) {
                divisor.values()[i] += i % 2 == 0 ? 1.5f : -1.5f;
            }
            cases.add(named(full)
                    .input("a", shape[0])
                    .input("b", divisor)
                    .ours((tape, in) -> ours.of(in.get("a"), in.get("b")))
                    .reference(in -> in.get("a").with(in.get("b"), reference)));
        }
    }

    private void one(String name, UnaryOperator<Var> ours, DoubleUnaryOperator reference) {
        one(name, 4, ours, reference);
    }

    private void one(String name, double bound, UnaryOperator<Var> ours, DoubleUnaryOperator reference) {
        cases.add(named(name)
                .input("x", GradientCase.random(name, bound, 3, 13))
                .ours((tape, in) -> ours.apply(in.get("x")))
                .reference(in -> in.get("x").map(reference)));
    }

    private void positive(String name, UnaryOperator<Var> ours, DoubleUnaryOperator reference) {
        Tensor x = GradientCase.random(name, 1, 3, 13);
        for (int i = 0; i < x.count(); i++) {
            x.values()[i] += 1.5f;
        }
        cases.add(named(name)
                .input("x", x)
                .ours((tape, in) -> ours.apply(in.get("x")))
                .reference(in -> in.get("x").map(reference)));
    }

    private void functions() {
        one("Var.negate()", Var::negate, x -> -x);
        one("Var.square()", Var::square, x -> x * x);
        one("Var.exp()", Var::exp, Math::exp);
        one("Var.abs()", Var::abs, Math::abs);
        positive("Var.sqrt()", Var::sqrt, Math::sqrt);
        positive("Var.log()", Var::log, Math::log);
    }

    private void activations() {
        one("Var.relu()", Var::relu, x -> Math.max(x, 0));
        one("Var.leakyRelu(float)", x -> x.leakyRelu(0.25f), x -> x > 0 ? x : 0.25 * x);
        one("Var.elu(float)", x -> x.elu(1.5f), x -> x > 0 ? x : 1.5 * (Math.exp(x) - 1));
        one("Var.gelu()", 6, Var::gelu, x -> x * ReferenceFunctions.normal(x));
        one("Var.silu()", Var::silu, x -> x * ReferenceFunctions.sigmoid(x));
        one("Var.softplus()", Var::softplus, ReferenceFunctions::softplus);
        one("Var.tanh()", Var::tanh, Math::tanh);
        one("Var.sigmoid()", Var::sigmoid, ReferenceFunctions::sigmoid);
        one("Var.hardSigmoid()", Var::hardSigmoid, x -> Math.min(1, Math.max(0, (x + 3) / 6)));
        one("Var.hardTanh()", Var::hardTanh, x -> Math.min(1, Math.max(-1, x)));
        one("Var.softSign()", Var::softSign, x -> x / (1 + Math.abs(x)));
    }

    private void products() {
        int[][][] shapes = {{{3, 5}, {5, 7}}, {{2, 3, 4}, {4, 5}}, {{6}, {6, 3}}, {{1, 1}, {1, 1}}, {{17, 9}, {9, 33}}};
        for (int[][] shape : shapes) {
            cases.add(named("Var.matmul(Var) of " + Arrays.toString(shape[0]) + " and " + Arrays.toString(shape[1]))
                    .input("a", shape[0])
                    .input("b", shape[1])
                    .ours((tape, in) -> in.get("a").matmul(in.get("b")))
                    .reference(in -> in.get("a").matmul(in.get("b"))));
        }
    }

    private void shaping() {
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            cases.add(named("Var.slice(int, int, int) of axis " + axis)
                    .input("x", 4, 3, 5)
                    .ours((tape, in) -> in.get("x").slice(along, 1, 3))
                    .reference(in -> in.get("x").slice(along, 1, 3)));
            int[] other = {2, 3, 4};
            other[axis] = 5;
            cases.add(named("Var.concat(int, Var[]) of axis " + axis)
                    .input("a", 2, 3, 4)
                    .input("b", other)
                    .ours((tape, in) -> Var.concat(along - 3, in.get("a"), in.get("b"), in.get("a")))
                    .reference(
                            in -> Doubles.concat(along, Doubles.concat(along, in.get("a"), in.get("b")), in.get("a"))));
        }
        cases.add(named("Var.reshape(int[])")
                .input("x", 4, 6)
                .ours((tape, in) ->
                        in.get("x").reshape(2, 3, 4).times(in.get("x").reshape(2, 3, 4)))
                .reference(in -> in.get("x").reshape(2, 3, 4).map(x -> x * x)));
        cases.add(named("Var.transpose()")
                .input("x", 4, 6)
                .ours((tape, in) -> in.get("x").transpose())
                .reference(in -> in.get("x").swapAxes(0, 1)));
        for (int[] axes : new int[][] {{0, 1}, {1, 2}, {3, 0}, {1, 3}, {2, 2}}) {
            cases.add(named("Var.transpose(int, int) of " + Arrays.toString(axes))
                    .input("x", 2, 3, 4, 5)
                    .ours((tape, in) -> in.get("x").transpose(axes[0], axes[1] - 4))
                    .reference(in -> in.get("x").swapAxes(axes[0], axes[1])));
        }
    }

    private void aggregation() {
        cases.add(named("Var.sum()")
                .input("x", 3, 700)
                .ours((tape, in) -> in.get("x").sum())
                .reference(in -> Doubles.scalar(in.get("x").total())));
        cases.add(named("Var.mean()")
                .input("x", 3, 17)
                .ours((tape, in) -> in.get("x").mean())
                .reference(in -> Doubles.scalar(in.get("x").total() / 51)));
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            cases.add(named("Var.sum(int) of axis " + axis)
                    .input("x", 4, 3, 19)
                    .ours((tape, in) -> in.get("x").sum(along - 3))
                    .reference(in ->
                            in.get("x").fold(along, line -> Arrays.stream(line).sum())));
            cases.add(named("Var.mean(int) of axis " + axis)
                    .input("x", 4, 3, 19)
                    .ours((tape, in) -> in.get("x").mean(along))
                    .reference(in -> in.get("x").fold(along, ReferenceFunctions::mean)));
            cases.add(named("Var.max(int) of axis " + axis)
                    .input("x", 4, 3, 19)
                    .ours((tape, in) -> in.get("x").max(along))
                    .reference(in -> in.get("x").fold(along, ReferenceFunctions::max)));
        }
    }

    private void softmax() {
        for (int width : new int[] {1, 7, 37}) {
            cases.add(named("Var.softmax() of width " + width)
                    .input("x", 2, 3, width)
                    .ours((tape, in) -> in.get("x").softmax())
                    .reference(in -> in.get("x").mapRows(ReferenceFunctions::softmax)));
            cases.add(named("Var.logSoftmax() of width " + width)
                    .input("x", 2, 3, width)
                    .ours((tape, in) -> in.get("x").logSoftmax())
                    .reference(in -> in.get("x").mapRows(ReferenceFunctions::logSoftmax)));
        }
    }

    private void gathering() {
        int[] index = {3, 0, 3, 1, 2, 2};
        cases.add(named("Var.gather(int[])")
                .input("x", 2, 3, 4)
                .ours((tape, in) -> in.get("x").gather(index))
                .reference(in ->
                        Doubles.build(new int[] {2, 3}, i -> in.get("x").at(i[0], i[1], index[i[0] * 3 + i[1]]))));
        int[] rows = {2, 0, 2, 1, 2};
        cases.add(named("Var.selectRows(int[])")
                .input("x", 4, 3, 2)
                .ours((tape, in) -> in.get("x").selectRows(rows))
                .reference(in ->
                        Doubles.build(new int[] {5, 3, 2}, i -> in.get("x").at(rows[i[0]], i[1], i[2]))));
    }

    private void masking() {
        cases.add(named("Var.maskedFill(boolean[], float)")
                .input("x", 3, 4)
                .ours((tape, in) -> in.get("x").maskedFill(MASK, 2.5f))
                .reference(in -> Doubles.build(
                        new int[] {3, 4}, i -> isMasked(i) ? 2.5 : in.get("x").at(i))));
        cases.add(named("Var.where(boolean[], Var)")
                .input("x", 3, 4)
                .input("y", 3, 4)
                .ours((tape, in) -> in.get("x").where(MASK, in.get("y")))
                .reference(in -> Doubles.build(
                        new int[] {3, 4}, i -> in.get(isMasked(i) ? "x" : "y").at(i))));
        cases.add(named("Var.maskedSum(boolean[])")
                .input("x", 3, 4)
                .ours((tape, in) -> in.get("x").maskedSum(MASK))
                .reference(in -> Doubles.scalar(masked(in.get("x")).total())));
        cases.add(named("Var.maskedMean(boolean[])")
                .input("x", 3, 4)
                .ours((tape, in) -> in.get("x").maskedMean(MASK))
                .reference(in -> Doubles.scalar(masked(in.get("x")).total() / 7)));
    }

    private static boolean isMasked(int[] index) {
        return MASK[index[0] * 4 + index[1]];
    }

    private static Doubles masked(Doubles x) {
        return Doubles.build(new int[] {3, 4}, i -> isMasked(i) ? x.at(i) : 0);
    }
}
