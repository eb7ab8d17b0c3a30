package org.rnn4j.optim;

/** The update rules for one element, written down in double as the papers have them. */
final class DoubleRules {
    /** One element with everything a rule may remember about it. */
    static final class Element {
        double value;
        double buffer;
        double mean;
        double square;
        double largest;
        long n;

        Element(double value) {
            this.value = value;
        }
    }

    @FunctionalInterface
    interface Update {
        void apply(Element element, double gradient);
    }

    private DoubleRules() {}

    static Update sgd(double rate, double momentum, double dampening, boolean nesterov, double decay) {
        return (e, gradient) -> {
            e.n++;
            double d = gradient + decay * e.value;
            e.buffer = e.n == 1 ? d : momentum * e.buffer + (1 - dampening) * d;
            double direction = momentum == 0 ? d : nesterov ? d + momentum * e.buffer : e.buffer;
            e.value -= rate * direction;
        };
    }

    static Update adam(double rate, double beta1, double beta2, double epsilon, double decay, boolean amsgrad) {
        return (e, gradient) -> adam(e, gradient + decay * e.value, rate, beta1, beta2, epsilon, amsgrad);
    }

    static Update adamW(double rate, double beta1, double beta2, double epsilon, double decay, boolean amsgrad) {
        return (e, gradient) -> {
            e.value -= rate * decay * e.value;
            adam(e, gradient, rate, beta1, beta2, epsilon, amsgrad);
        };
    }

    private static void adam(
            Element e, double d, double rate, double beta1, double beta2, double epsilon, boolean amsgrad) {
        e.n++;
        e.mean = beta1 * e.mean + (1 - beta1) * d;
        e.square = beta2 * e.square + (1 - beta2) * d * d;
        e.largest = Math.max(e.largest, e.square);
        double used = amsgrad ? e.largest : e.square;
        double meanEstimate = e.mean / (1 - StrictMath.pow(beta1, e.n));
        double rootEstimate = Math.sqrt(used) / Math.sqrt(1 - StrictMath.pow(beta2, e.n));
        e.value -= rate * meanEstimate / (rootEstimate + epsilon);
    }
}
