package org.rnn4j.tensor;

/**
 * The quantile function of the standard normal distribution by rational approximation, to 7 digits (Wichura 1988,
 * algorithm AS 241, the shorter form), for probabilities not below 1.4e-11.
 */
final class NormalQuantile {
    private static final double CENTRE = 0.425;

    private NormalQuantile() {}

    /** The x that a standard normal value is below with this probability. */
    static double of(double probability) {
        double q = probability - 0.5;
        if (Math.abs(q) <= CENTRE) {
            return q * central(CENTRE * CENTRE - q * q);
        }
        double tail = q < 0 ? probability : 1 - probability;
        double x = outer(Math.sqrt(-StrictMath.log(tail)) - 1.6);
        return q < 0 ? -x : x;
    }

    private static double central(double r) {
        return (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
                / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
    }

    private static double outer(double r) {
        return (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
                / ((0.12021132975 * r + 0.73700164250) * r + 1);
    }
}
