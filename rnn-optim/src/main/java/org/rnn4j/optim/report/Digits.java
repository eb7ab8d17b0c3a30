package org.rnn4j.optim.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as text, the same on every Java and in every locale. */
final class Digits {
    private Digits() {}

    /** The value rounded to so many significant digits, without trailing zeros. */
    static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        return Math.abs(rounded.scale()) > 12 ? rounded.toString() : rounded.toPlainString();
    }
}
