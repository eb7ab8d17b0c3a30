package org.rnn4j.loss;

import java.util.Arrays;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Reductions;
import org.rnn4j.tensor.Tensor;

/** The operation of every {@link ElementLoss}: on the elements that count, in order. */
final class ElementLossOperation {
    private final ElementLoss loss;
    private final Var prediction;
    private final float[] targets;

    ElementLossOperation(ElementLoss loss, Var prediction, Tensor target) {
        if (!Arrays.equals(prediction.shape(), target.shape())) {
            throw new IllegalArgumentException(name(loss) + ": expected targets with the predictions' shape "
                    + Arrays.toString(prediction.shape()) + ", but got " + Arrays.toString(target.shape()));
        }
        loss.requireShape(prediction.shape());
        this.loss = loss;
        this.prediction = prediction;
        targets = prediction.tape().borrow(target.count());
        System.arraycopy(target.values(), 0, targets, 0, target.count());
    }

    private static String name(ElementLoss loss) {
        return loss.getClass().getSimpleName();
    }

    Var ofAll() {
        int count = prediction.count();
        int[] places = prediction.tape().borrowInts(count);
        for (int i = 0; i < count; i++) {
            places[i] = i;
        }
        return compute(places, count);
    }

    Var ofMasked(boolean[] mask) {
        if (mask.length != prediction.count()) {
            throw new IllegalArgumentException(name(loss) + ": expected a mask with one entry for each of the "
                    + prediction.count() + " elements, but got " + mask.length);
        }
        int[] places = prediction.tape().borrowInts(mask.length);
        int count = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                places[count++] = i;
            }
        }
        return compute(places, count);
    }

    Var ofValid(Sequence sequence) {
        int[] rows = sequence.validRows();
        if (rows == null) {
            return ofAll();
        }
        int width = sequence.features();
        int count = sequence.lengths().total() * width;
        int[] places = prediction.tape().borrowInts(count);
        for (int i = 0; i < count; i++) {
            places[i] = rows[i / width] * width + i % width;
        }
        return compute(places, count);
    }

    private Var compute(int[] places, int count) {
        int features = prediction.rank() == 0 ? 1 : prediction.size(-1);
        boolean each = loss.reduction() == Reduction.NONE;
        int divisor = loss.reduction() == Reduction.MEAN ? requireSome(count) : 1;
        Var output = prediction.tape().result(each ? prediction.shape() : new int[0], prediction);
        float[] losses = prediction.tape().borrow(count);
        float[] x = prediction.values();
        for (int i = 0; i < count; i++) {
            int place = places[i];
            loss.requireTarget(targets[place], place);
            losses[i] = loss.value(x[place], targets[place], place % features);
        }
        float[] y = output.values();
        if (each) {
            Arrays.fill(y, 0, output.count(), 0f);
            for (int i = 0; i < count; i++) {
                y[places[i]] = losses[i];
            }
        } else {
            y[0] = (float) (Reductions.sum(losses, 0, count, value -> value) / divisor);
        }
        return prediction.tape().record(output, gradients -> {
            float[] dy = gradients.of(output);
            float[] dx = gradients.of(prediction);
            for (int i = 0; i < count; i++) {
                int place = places[i];
                float d = each ? dy[place] : dy[0] / divisor;
                dx[place] = Math.fma(d, loss.slope(x[place], targets[place], place % features), dx[place]);
            }
        });
    }

    private int requireSome(int count) {
        if (count == 0) {
            throw new IllegalArgumentException(name(loss) + ": the mean is over nothing: of the predictions "
                    + Arrays.toString(prediction.shape()) + " no element counts");
        }
        return count;
    }
}
