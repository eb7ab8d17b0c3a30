package org.rnn4j.layer;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

/**
 * The common initializers. In a weight {@code [outputs, inputs, ..]} the fan-in is inputs and the fan-out is outputs, each
 * times all further sizes. Values are drawn row-major, in double, and rounded once.
 */
public final class Initializers {
    private Initializers() {}

    /** All 0. */
    public static Initializer zeros() {
        return (shape, key) -> Tensor.zeros(shape);
    }

    /** All the same value. */
    public static Initializer constant(float value) {
        return (shape, key) -> {
            Tensor tensor = Tensor.zeros(shape);
            Arrays.fill(tensor.values(), value);
            return tensor;
        };
    }

    /** Uniform between {@code -bound} and {@code bound}, which is finite and at least 0. */
    public static Initializer uniform(double bound) {
        requireSpread("uniform", "bound", bound);
        return (shape, key) -> fill(shape, key, stream -> (2 * stream.nextDouble() - 1) * bound);
    }

    /** Normal with mean 0 and this standard deviation, which is finite and at least 0. */
    public static Initializer normal(double deviation) {
        requireSpread("normal", "deviation", deviation);
        return (shape, key) -> fill(shape, key, stream -> stream.nextGaussian() * deviation);
    }

    /** Uniform with bound {@code sqrt(6 / (fanIn + fanOut))} (Glorot and Bengio 2010). Rank at least 2. */
    public static Initializer xavierUniform() {
        return (shape, key) -> {
            Fans fans = Fans.of("xavierUniform", shape);
            return uniform(Math.sqrt(6 / (fans.in() + fans.out()))).initialize(shape, key);
        };
    }

    /** Normal with deviation {@code sqrt(2 / (fanIn + fanOut))} (Glorot and Bengio 2010). Rank at least 2. */
    public static Initializer xavierNormal() {
        return (shape, key) -> {
            Fans fans = Fans.of("xavierNormal", shape);
            return normal(Math.sqrt(2 / (fans.in() + fans.out()))).initialize(shape, key);
        };
    }

    /** Uniform with bound {@code sqrt(6 / fanIn)}, for relu (He, Zhang, Ren and Sun 2015). Rank at least 2. */
    public static Initializer heUniform() {
        return (shape, key) ->
                uniform(Math.sqrt(6 / Fans.of("heUniform", shape).in())).initialize(shape, key);
    }

    /** Normal with deviation {@code sqrt(2 / fanIn)}, for relu (He, Zhang, Ren and Sun 2015). Rank at least 2. */
    public static Initializer heNormal() {
        return (shape, key) ->
                normal(Math.sqrt(2 / Fans.of("heNormal", shape).in())).initialize(shape, key);
    }

    /**
     * A random matrix with orthonormal rows or columns, whichever are fewer, evenly distributed (Saxe, McClelland and
     * Ganguli 2014). Further axes than two are flattened into the second. Rank at least 2.
     */
    public static Initializer orthogonal() {
        return Orthogonal::initialize;
    }

    static Tensor fill(int[] shape, RandomKey key, ToDoubleFunction<RandomStream> draw) {
        Tensor tensor = Tensor.zeros(shape);
        float[] values = tensor.values();
        RandomStream stream = key.stream();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) draw.applyAsDouble(stream);
        }
        return tensor;
    }

    private static void requireSpread(String owner, String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "Initializers." + owner + ": expected a finite " + name + " of at least 0, but got " + value);
        }
    }

    /** Throws unless the shape has at least two axes, none of them empty. */
    static void requireMatrix(String owner, int[] shape) {
        if (shape.length < 2 || Tensor.elementCount(shape) == 0) {
            throw new IllegalArgumentException(
                    "Initializers." + owner + ": expected at least 2 axes without a size of 0," + " but the shape is "
                            + Arrays.toString(shape) + "; use zeros, uniform or normal");
        }
    }

    private record Fans(double in, double out) {
        static Fans of(String owner, int[] shape) {
            requireMatrix(owner, shape);
            double all = Tensor.elementCount(shape);
            return new Fans(all / shape[0], all / shape[1]);
        }
    }
}
