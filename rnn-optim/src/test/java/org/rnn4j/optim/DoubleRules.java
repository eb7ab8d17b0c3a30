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
        double product = 1;
        double size;
        double average;
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

    static Update nadam(double rate, double beta1, double beta2, double epsilon, double decay, double momentumDecay) {
        return (e, gradient) -> {
            e.n++;
            double d = gradient + decay * e.value;
            double mu = beta1 * (1 - 0.5 * StrictMath.pow(0.96, e.n * momentumDecay));
            double next = beta1 * (1 - 0.5 * StrictMath.pow(0.96, (e.n + 1) * momentumDecay));
            e.product *= mu;
            e.mean = beta1 * e.mean + (1 - beta1) * d;
            e.square = beta2 * e.square + (1 - beta2) * d * d;
            double root = Math.sqrt(e.square / (1 - StrictMath.pow(beta2, e.n))) + epsilon;
            e.value -= rate * (1 - mu) / (1 - e.product) * d / root;
            e.value -= rate * next / (1 - e.product * next) * e.mean / root;
        };
    }

    static Update radam(double rate, double beta1, double beta2, double epsilon, double decay) {
        return (e, gradient) -> {
            e.n++;
            double d = gradient + decay * e.value;
            e.mean = beta1 * e.mean + (1 - beta1) * d;
            e.square = beta2 * e.square + (1 - beta2) * d * d;
            double estimate = e.mean / (1 - StrictMath.pow(beta1, e.n));
            double unbiased = 1 - StrictMath.pow(beta2, e.n);
            double limit = 2 / (1 - beta2) - 1;
            double rho = limit - 2 * e.n * StrictMath.pow(beta2, e.n) / unbiased;
            double adaption = 1;
            if (rho > 5) {
                double variance = (rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho);
                adaption = Math.sqrt(variance) * Math.sqrt(unbiased) / (Math.sqrt(e.square) + epsilon);
            }
            e.value -= rate * estimate * adaption;
        };
    }

    static Update adamax(double rate, double beta1, double beta2, double epsilon, double decay) {
        return (e, gradient) -> {
            e.n++;
            double d = gradient + decay * e.value;
            e.mean = beta1 * e.mean + (1 - beta1) * d;
            e.largest = Math.max(beta2 * e.largest, Math.abs(d) + epsilon);
            e.value -= rate / (1 - StrictMath.pow(beta1, e.n)) * e.mean / e.largest;
        };
    }

    static Update adagrad(double rate, double rateDecay, double decay, double initial, double epsilon) {
        return (e, gradient) -> {
            e.n++;
            double d = gradient + decay * e.value;
            e.square = (e.n == 1 ? initial : e.square) + d * d;
            e.value -= rate / (1 + (e.n - 1) * rateDecay) * d / (Math.sqrt(e.square) + epsilon);
        };
    }

    static Update adadelta(double rate, double rho, double epsilon, double decay) {
        return (e, gradient) -> {
            double d = gradient + decay * e.value;
            e.square = rho * e.square + (1 - rho) * d * d;
            double move = Math.sqrt(e.buffer + epsilon) / Math.sqrt(e.square + epsilon) * d;
            e.buffer = rho * e.buffer + (1 - rho) * move * move;
            e.value -= rate * move;
        };
    }

    /** Centered as the mean of squares minus the squared mean. */
    static Update rmsProp(double rate, double alpha, double epsilon, double decay, double momentum, boolean centered) {
        return (e, gradient) -> {
            double d = gradient + decay * e.value;
            e.square = alpha * e.square + (1 - alpha) * d * d;
            e.mean = alpha * e.mean + (1 - alpha) * d;
            double divisor = Math.sqrt(e.square - (centered ? e.mean * e.mean : 0)) + epsilon;
            e.buffer = momentum * e.buffer + d / divisor;
            e.value -= rate * e.buffer;
        };
    }

    static Update asgd(double rate, double lambda, double power, double start, double decay) {
        return (e, gradient) -> {
            double eta = e.n == 0 ? rate : e.size;
            double mu = e.n == 0 ? 1 : 1 / Math.max(1, e.n - start);
            e.n++;
            double d = gradient + decay * e.value;
            e.value *= 1 - lambda * eta;
            e.value -= eta * d;
            e.average = mu == 1 ? e.value : e.average + (e.value - e.average) * mu;
            e.size = rate / StrictMath.pow(1 + lambda * rate * e.n, power);
        };
    }

    static Update rprop(double rate, double shrink, double growth, double smallest, double largest) {
        return (e, gradient) -> {
            e.n++;
            double product = gradient * e.buffer;
            double size = e.n == 1 ? rate : e.size;
            size *= product > 0 ? growth : product < 0 ? shrink : 1;
            e.size = Math.min(largest, Math.max(smallest, size));
            e.buffer = product < 0 ? 0 : gradient;
            e.value -= e.size * Math.signum(e.buffer);
        };
    }

    static Update lion(double rate, double beta1, double beta2, double decay) {
        return (e, gradient) -> {
            double direction = Math.signum(beta1 * e.mean + (1 - beta1) * gradient);
            e.value -= rate * (direction + decay * e.value);
            e.mean = beta2 * e.mean + (1 - beta2) * gradient;
        };
    }
}
