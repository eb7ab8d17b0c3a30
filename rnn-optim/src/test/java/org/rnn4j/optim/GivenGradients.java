package org.rnn4j.optim;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

/** Parameters with gradients that the test chooses, on a tape of its own. What lies behind a gradient's end is NaN. */
final class GivenGradients implements AutoCloseable {
    private final Context context = Context.create(KernelChoice.PORTABLE, 1);
    private final Parameters parameters;
    private Tape tape = Tape.training(context, RandomKey.of(1));

    GivenGradients(Parameters parameters) {
        this.parameters = parameters;
    }

    /** Parameters by name with random values of these shapes. */
    static Parameters parameters(RandomStream random, Map<String, int[]> shapes) {
        Parameters.Builder builder = Parameters.builder();
        shapes.forEach((name, shape) -> builder.add(name, new Parameter(gaussian(random, shape))));
        return builder.build();
    }

    static Tensor gaussian(RandomStream random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.count(); i++) {
            tensor.values()[i] = (float) random.nextGaussian();
        }
        return tensor;
    }

    /** Random gradients for all parameters. */
    Map<String, float[]> random(RandomStream random) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        parameters.forEach((name, parameter) ->
                gradients.put(name, gaussian(random, parameter.shape()).values()));
        return gradients;
    }

    /** Gradients as a tape gives them: null for parameters that the map does not have. Valid until the next call. */
    Gradients of(Map<String, float[]> values) {
        tape.close();
        tape = Tape.training(context, RandomKey.of(1));
        Var[] vars = values.keySet().stream()
                .map(name -> tape.parameter(parameters.get(name)))
                .toArray(Var[]::new);
        Var loss = tape.result(new int[0], vars);
        tape.record(loss, gradients -> {
            int number = 0;
            for (float[] given : values.values()) {
                float[] gradient = gradients.of(vars[number++]);
                Arrays.fill(gradient, Float.NaN);
                System.arraycopy(given, 0, gradient, 0, given.length);
            }
        });
        return vars.length == 0 ? noGradients() : tape.gradients(loss);
    }

    private Gradients noGradients() {
        return tape.gradients(tape.variable(Tensor.of(new float[] {1f})));
    }

    @Override
    public void close() {
        tape.close();
        context.close();
    }
}
