package org.rnn4j.examples.forecast;

import static org.rnn4j.examples.Requirements.requireDropout;
import static org.rnn4j.examples.Requirements.requireSize;

import java.util.Arrays;
import org.rnn4j.examples.CellKind;
import org.rnn4j.io.JsonObject;

/**
 * What a {@link Forecaster} is built from.
 *
 * @param cell the recurrent cell
 * @param observed the columns that are seen, the target first
 * @param known the columns known in advance
 * @param hidden the units
 * @param dropout the part of the decoder's outputs left out while training, in [0, 1)
 * @param past the steps that are seen
 * @param gap the steps left out
 * @param horizon the steps to predict
 * @param season the steps of a season
 * @param anchor what a forecast is counted from
 * @param change the mean distance of the scaled target from its anchor in the training rows
 * @param windowUnit whether the unit of a window's differences is its own standard deviation; else it is {@code change}
 * @param quantiles the quantiles to predict, ascending, the median among them
 */
record Sizes(
        CellKind cell,
        int observed,
        int known,
        int hidden,
        double dropout,
        int past,
        int gap,
        int horizon,
        int season,
        Anchor anchor,
        double change,
        boolean windowUnit,
        double... quantiles) {
    private static final int MOST = 1 << 16;
    private static final double MEDIAN = 0.5;

    /** Checks the ranges. */
    Sizes {
        quantiles = quantiles.clone();
        requireSize("observed", observed, 1, MOST);
        requireSize("known", known, 0, MOST);
        requireSize("hidden", hidden, 1, MOST);
        requireSize("past", past, 1, MOST);
        requireSize("gap", gap, 0, MOST);
        requireSize("horizon", horizon, 1, MOST);
        requireSize("season", season, 1, MOST);
        requireDropout(dropout);
        if (!(change > 0) || Double.isInfinite(change)) {
            throw new IllegalArgumentException("expected a finite change above 0, but got " + change);
        }
        if (Arrays.binarySearch(quantiles, MEDIAN) < 0) {
            throw new IllegalArgumentException(
                    "expected ascending quantiles with 0.5 among them, but got " + Arrays.toString(quantiles));
        }
    }

    /** Where the median stands among the quantiles. */
    int median() {
        return Arrays.binarySearch(quantiles, MEDIAN);
    }

    /** Whether the past reaches back a season before every step to predict. */
    boolean seesSeason() {
        return past >= season;
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("cell", cell.toString())
                .put("observed", observed)
                .put("known", known)
                .put("hidden", hidden)
                .put("dropout", dropout)
                .put("past", past)
                .put("gap", gap)
                .put("horizon", horizon)
                .put("season", season)
                .put("anchor", anchor.toString())
                .put("change", change)
                .put("windowUnit", windowUnit)
                .put("quantiles", Arrays.stream(quantiles).boxed().toList())
                .build();
    }

    static Sizes of(JsonObject json) {
        json.requireOnly(
                "cell",
                "observed",
                "known",
                "hidden",
                "dropout",
                "past",
                "gap",
                "horizon",
                "season",
                "anchor",
                "change",
                "windowUnit",
                "quantiles");
        return new Sizes(
                CellKind.of(json.string("cell")),
                json.integer("observed"),
                json.integer("known"),
                json.integer("hidden"),
                json.number("dropout"),
                json.integer("past"),
                json.integer("gap"),
                json.integer("horizon"),
                json.integer("season"),
                Anchor.of(json.string("anchor")),
                json.number("change"),
                json.bool("windowUnit"),
                json.numbers("quantiles"));
    }
}
