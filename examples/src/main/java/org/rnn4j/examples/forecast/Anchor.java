package org.rnn4j.examples.forecast;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a forecast is counted from. The network need not learn that tomorrow resembles today: it predicts the difference,
 * so that it begins as good as the naive forecast and does not mind if the level of the series moves away from what it was
 * in training.
 */
enum Anchor {
    /** The mean of the training rows: for series that return to it. */
    MEAN,

    /** The last value seen. */
    LAST,

    /** The values one season before. */
    SEASON,

    /** The values one season before, each moved by how much the last value moved since its own season. */
    SEASON_AND_LAST;

    /** The name as the user writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Anchor of(String name) {
        for (Anchor anchor : values()) {
            if (anchor.toString().equals(name)) {
                return anchor;
            }
        }
        throw new IllegalArgumentException(
                "expected the anchor to be one of mean, last, season, season-and-last, but got '" + name + "'");
    }

    boolean needsSeason() {
        return this == SEASON || this == SEASON_AND_LAST;
    }

    /** An anchor in words of the command line. */
    static final class Converter implements ITypeConverter<Anchor> {
        @Override
        public Anchor convert(String text) {
            try {
                return of(text);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(unknown.getMessage());
            }
        }
    }
}
