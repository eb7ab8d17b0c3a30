package org.rnn4j.loss;

/**
 * Huber's loss (1964): with {@code e = |x - target|}, {@code e^2 / 2} up to delta and {@code delta * (e - delta / 2)}
 * beyond.
 *
 * @param delta where the parabola becomes a line, finite and above 0
 * @param reduction how elements are put together
 */
public record Huber(float delta, Reduction reduction) implements ElementLoss {
    /** Checks delta. */
    public Huber {
        if (!(delta > 0) || Float.isInfinite(delta)) {
            throw new IllegalArgumentException("Huber: expected a finite delta above 0, but got " + delta);
        }
    }

    /** The mean of Huber's loss. */
    public Huber(double delta) {
        this((float) delta, Reduction.MEAN);
    }

    /** The same with another reduction. */
    public Huber reduction(Reduction kind) {
        return new Huber(delta, kind);
    }

    @Override
    public float value(float prediction, float target, int feature) {
        float error = Math.abs(prediction - target);
        return error > delta ? delta * (error - 0.5f * delta) : 0.5f * error * error;
    }

    @Override
    public float slope(float prediction, float target, int feature) {
        float difference = prediction - target;
        return difference > delta ? delta : difference < -delta ? -delta : difference;
    }
}
