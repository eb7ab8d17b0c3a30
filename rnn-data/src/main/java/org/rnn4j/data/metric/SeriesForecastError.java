package org.rnn4j.data.metric;

import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/** A forecast error over the valid steps of sequences; predictions are {@code [time, batch, feature]} as the targets. */
record SeriesForecastError(ForecastError error) implements Metric<Tensor, SeriesBatch> {
    @Override
    public String name() {
        return error.name();
    }

    @Override
    public void add(Tensor predictions, SeriesBatch targets) {
        error.add(predictions, targets);
    }

    @Override
    public double value() {
        return error.value();
    }

    @Override
    public boolean higherIsBetter() {
        return error.higherIsBetter();
    }

    @Override
    public void reset() {
        error.reset();
    }

    @Override
    public double[] state() {
        return error.state();
    }

    @Override
    public void restore(double[] state) {
        error.restore(state);
    }

    @Override
    public String toString() {
        return "ForecastError[" + name() + " of series]";
    }
}
