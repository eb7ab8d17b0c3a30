package org.rnn4j.data.split;

/** Divides a whole number by fractions so that the parts add up to it: Hamilton's method. */
final class LargestRemainder {
    private LargestRemainder() {}

    /** Whole parts of {@code count}, as near to its fractions as can be; of equal remainders the first one wins. */
    static int[] divide(int count, double[] fractions) {
        int[] parts = new int[fractions.length];
        double[] remainders = new double[fractions.length];
        int left = count;
        for (int i = 0; i < parts.length; i++) {
            double exact = nearWhole(count * fractions[i]);
            parts[i] = (int) exact;
            remainders[i] = exact - parts[i];
            left -= parts[i];
        }
        for (; left > 0; left--) {
            int largest = indexOfLargest(remainders);
            parts[largest]++;
            remainders[largest] = 0;
        }
        return parts;
    }

    /** The product, or the whole number it would be without rounding errors, which must not decide who gets the rest. */
    private static double nearWhole(double product) {
        double whole = Math.rint(product);
        return Math.abs(product - whole) < 1e-6 ? whole : product;
    }

    private static int indexOfLargest(double[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[largest] + 1e-6) {
                largest = i;
            }
        }
        return largest;
    }
}
