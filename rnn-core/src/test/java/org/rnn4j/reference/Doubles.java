package org.rnn4j.reference;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.rnn4j.tensor.Tensor;

/**
 * A dense array of doubles with a shape, row-major. Every operation says element by element what the result is.
 *
 * @param shape the sizes
 * @param values the elements
 */
public record Doubles(int[] shape, double[] values) {
    /** The same numbers as a tensor's. */
    public static Doubles of(Tensor tensor) {
        double[] values = new double[tensor.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.values()[i];
        }
        return new Doubles(tensor.shape(), values);
    }

    public static Doubles scalar(double value) {
        return new Doubles(new int[0], new double[] {value});
    }

    /** The array whose element at each index is what the function says. */
    public static Doubles build(int[] shape, ToDoubleFunction<int[]> element) {
        double[] values = new double[Tensor.elementCount(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = element.applyAsDouble(index(shape, i));
        }
        return new Doubles(shape.clone(), values);
    }

    private static int[] index(int[] shape, int position) {
        int[] index = new int[shape.length];
        int rest = position;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return index;
    }

    public double at(int... index) {
        int position = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            position = position * shape[axis] + index[axis];
        }
        return values[position];
    }

    public int size(int axis) {
        return shape[axis < 0 ? axis + shape.length : axis];
    }

    public Doubles map(DoubleUnaryOperator function) {
        return new Doubles(shape, Arrays.stream(values).map(function).toArray());
    }

    /** Element by element, with sizes of 1 and missing leading axes repeated. */
    public Doubles with(Doubles other, DoubleBinaryOperator function) {
        int[] common = new int[Math.max(shape.length, other.shape.length)];
        for (int fromEnd = 1; fromEnd <= common.length; fromEnd++) {
            int mine = fromEnd > shape.length ? 1 : shape[shape.length - fromEnd];
            int its = fromEnd > other.shape.length ? 1 : other.shape[other.shape.length - fromEnd];
            common[common.length - fromEnd] = mine == 1 ? its : mine;
        }
        return build(common, i -> function.applyAsDouble(stretchedAt(i), other.stretchedAt(i)));
    }

    private double stretchedAt(int[] index) {
        int[] own = new int[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            own[axis] = shape[axis] == 1 ? 0 : index[index.length - shape.length + axis];
        }
        return at(own);
    }

    public Doubles reshape(int... newShape) {
        return new Doubles(newShape, values);
    }

    /** {@code [.., K] x [K, N]}. */
    public Doubles matmul(Doubles right) {
        int[] result = shape.clone();
        result[result.length - 1] = right.size(1);
        return build(result, i -> {
            int[] mine = i.clone();
            double sum = 0;
            for (int k = 0; k < right.size(0); k++) {
                mine[mine.length - 1] = k;
                sum += at(mine) * right.at(k, i[i.length - 1]);
            }
            return sum;
        });
    }

    public Doubles swapAxes(int first, int second) {
        return build(swap(shape, first, second), i -> at(swap(i, first, second)));
    }

    private static int[] swap(int[] numbers, int first, int second) {
        int[] swapped = numbers.clone();
        swapped[first] = numbers[second];
        swapped[second] = numbers[first];
        return swapped;
    }

    public Doubles slice(int axis, int from, int to) {
        int[] part = shape.clone();
        part[axis] = to - from;
        return build(part, i -> {
            int[] moved = i.clone();
            moved[axis] += from;
            return at(moved);
        });
    }

    public static Doubles concat(int axis, Doubles first, Doubles second) {
        int[] whole = first.shape.clone();
        whole[axis] += second.shape[axis];
        return build(whole, i -> {
            if (i[axis] < first.shape[axis]) {
                return first.at(i);
            }
            int[] moved = i.clone();
            moved[axis] -= first.shape[axis];
            return second.at(moved);
        });
    }

    public double total() {
        return Arrays.stream(values).sum();
    }

    /** Folds an axis, which disappears. */
    public Doubles fold(int axis, ToDoubleFunction<double[]> function) {
        int[] rest = new int[shape.length - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = shape[i < axis ? i : i + 1];
        }
        return build(rest, i -> {
            double[] line = new double[shape[axis]];
            int[] full = new int[shape.length];
            for (int a = 0; a < full.length; a++) {
                full[a] = a == axis ? 0 : i[a < axis ? a : a - 1];
            }
            for (int k = 0; k < line.length; k++) {
                full[axis] = k;
                line[k] = at(full);
            }
            return function.applyAsDouble(line);
        });
    }

    /** Applies a function to every row of the last axis; all results must be equally long. */
    public Doubles mapRows(UnaryOperator<double[]> function) {
        int width = size(-1);
        int rows = values.length / width;
        double[][] results = new double[rows][];
        for (int r = 0; r < rows; r++) {
            results[r] = function.apply(Arrays.copyOfRange(values, r * width, (r + 1) * width));
        }
        int[] result = shape.clone();
        result[result.length - 1] = results[0].length;
        return build(result, i -> {
            int row = 0;
            for (int axis = 0; axis < shape.length - 1; axis++) {
                row = row * shape[axis] + i[axis];
            }
            return results[row][i[i.length - 1]];
        });
    }

    /** Of {@code [time, batch, ..]}: the element where the step is valid, 0 elsewhere. */
    public Doubles onlyValid(int... lengths) {
        return build(shape, i -> i[0] < lengths[i[1]] ? at(i) : 0);
    }
}
