package org.rnn4j.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rnn4j.check.ReferenceRecurrent.Kind;
import org.rnn4j.check.ReferenceRecurrent.Stack;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

/** One setting of a recurrent stack and of its data. */
record RecurrentSetting(
        Stack stack,
        int time,
        int batch,
        boolean ragged,
        boolean initial,
        double inputDropout,
        double betweenDropout,
        double recurrentDropout,
        double zoneout) {

    private static final int INPUT = 3;
    private static final int HIDDEN = 4;
    private static final int PROJECTION = 2;
    private static final int[] TIMES = {1, 2, 7};
    private static final int[] BATCHES = {1, 3};

    /** Every combination that makes sense, in a fixed order. */
    static List<RecurrentSetting> all() {
        List<RecurrentSetting> settings = new ArrayList<>();
        for (Stack stack : stacks()) {
            for (double[] dropout : dropouts(stack)) {
                for (int time : TIMES) {
                    for (int batch : BATCHES) {
                        for (int choice = 0; choice < 4; choice++) {
                            settings.add(new RecurrentSetting(
                                    stack,
                                    time,
                                    batch,
                                    choice % 2 == 1,
                                    choice / 2 == 1,
                                    dropout[0],
                                    dropout[1],
                                    dropout[2],
                                    dropout[3]));
                        }
                    }
                }
            }
        }
        return settings;
    }

    static List<Stack> stacks() {
        List<Stack> stacks = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int projection = 0; projection <= (kind == Kind.LSTM ? PROJECTION : 0); projection += PROJECTION) {
                for (int layers = 1; layers <= 2; layers++) {
                    for (int choice = 0; choice < (layers == 1 ? 4 : 8); choice++) {
                        stacks.add(new Stack(
                                kind,
                                INPUT,
                                HIDDEN,
                                layers,
                                choice % 2 == 1,
                                choice / 2 % 2 == 0,
                                projection,
                                choice / 4 == 1));
                    }
                }
            }
        }
        return stacks;
    }

    /** Rates for the input, between layers, in recurrent products, and of zoneout. */
    private static List<double[]> dropouts(Stack stack) {
        List<double[]> rates = new ArrayList<>(List.of(
                new double[] {0, 0, 0, 0}, new double[] {0.4, 0, 0, 0}, new double[] {0, 0, 0.4, 0}, new double[] {
                    0, 0, 0, 0.4
                }));
        if (stack.layers() == 1) {
            rates.add(new double[] {0.3, 0, 0.4, 0.3});
        } else {
            rates.add(new double[] {0, 0.4, 0, 0});
            rates.add(new double[] {0.3, 0.4, 0.5, 0.3});
        }
        return rates;
    }

    RecurrentBuilder builder() {
        RecurrentBuilder builder = switch (stack.kind()) {
            case RNN_TANH -> Recurrent.rnn(stack.input(), stack.hidden());
            case RNN_RELU -> Recurrent.rnn(stack.input(), stack.hidden()).relu();
            case LSTM -> Recurrent.lstm(stack.input(), stack.hidden());
            case GRU -> Recurrent.gru(stack.input(), stack.hidden());
            case GRU_RESET_BEFORE ->
                Recurrent.gru(stack.input(), stack.hidden()).resetBefore();
        };
        builder.layers(stack.layers()).inputDropout(inputDropout).recurrentDropout(recurrentDropout);
        if (zoneout > 0) {
            builder.zoneout(zoneout);
            if (stack.kind() == Kind.LSTM) {
                builder.zoneout("c", zoneoutOf("c"));
            }
        }
        if (stack.layers() > 1) {
            builder.dropout(betweenDropout);
        }
        if (stack.bidirectional()) {
            builder.bidirectional();
        }
        if (!stack.bias()) {
            builder.withoutBias();
        }
        if (stack.projection() > 0) {
            builder.projection(stack.projection());
        }
        if (stack.residual()) {
            builder.residual();
        }
        return builder;
    }

    /** The rate of a state: another one for c than for h. */
    double zoneoutOf(String state) {
        return zoneout == 0 ? 0 : state.equals("c") ? zoneout + 0.2 : zoneout;
    }

    /** The stack with weights that are neither small nor symmetric. */
    Recurrent build(RandomKey key) {
        Recurrent recurrent = builder().build(key);
        recurrent.parameters().forEach((name, parameter) -> parameter.set(random(key.child(name), parameter.shape())));
        return recurrent;
    }

    /** Lengths that are not sorted; ragged ones have a length 0 where there is room for it. */
    Lengths lengths() {
        if (!ragged) {
            return Lengths.full(batch, time);
        }
        return batch == 1 ? Lengths.of(time - 1) : Lengths.of((time + 1) / 2, time, 0);
    }

    static Tensor random(RandomKey key, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        RandomStream random = key.stream();
        for (int i = 0; i < tensor.count(); i++) {
            tensor.values()[i] = 1.6f * random.nextFloat() - 0.75f;
        }
        return tensor;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s%s, %d layers%s%s%s, T %d, B %d%s%s, dropout %s/%s/%s, zoneout %s",
                stack.kind(),
                stack.projection() > 0 ? " with projection" : "",
                stack.layers(),
                stack.bidirectional() ? ", bidirectional" : "",
                stack.bias() ? "" : ", no bias",
                stack.residual() ? ", residual" : "",
                time,
                batch,
                ragged ? ", ragged" : "",
                initial ? ", initial state" : "",
                inputDropout,
                betweenDropout,
                recurrentDropout,
                zoneout);
    }
}
