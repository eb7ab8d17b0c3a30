package org.rnn4j.examples.forecast;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is worth knowing about well-known series, found by the name of their file; an option says otherwise. All were chosen
 * on validation rows.
 *
 * @param options the options of {@code forecast} and their values
 */
record Preset(Map<String, String> options) {
    private static final Map<String, Preset> KNOWN = known();

    private static Map<String, Preset> known() {
        Map<String, Preset> known = new TreeMap<>();
        known.put(
                "etth1",
                of(
                        "--target-column=OT",
                        "--time-column=date",
                        "--horizon=24",
                        "--season=24",
                        "--past=96",
                        "--rows=14400",
                        "--folds=4",
                        "--test-share=0.2",
                        "--validation-share=0.1",
                        "--anchor=last",
                        "--window-unit",
                        "--covariates=none",
                        "--dropout=0.3",
                        "--weight-decay=0.1",
                        "--epochs=5"));
        known.put(
                "daily-min-temperatures",
                of(
                        "--target-column=Temp",
                        "--time-column=Date",
                        "--horizon=7",
                        "--season=365",
                        "--past=30",
                        "--folds=2",
                        "--anchor=mean"));
        known.put(
                "airline-passengers",
                of(
                        "--target-column=Passengers",
                        "--time-column=Month",
                        "--horizon=12",
                        "--season=12",
                        "--past=24",
                        "--folds=4",
                        "--test-share=0.3334",
                        "--anchor=season",
                        "--log",
                        "--hidden=16",
                        "--batch=16",
                        "--epochs=100",
                        "--patience=20"));
        return Map.copyOf(known);
    }

    private static Preset of(String... options) {
        Map<String, String> map = new TreeMap<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            map.put(
                    equals < 0 ? option : option.substring(0, equals),
                    equals < 0 ? "true" : option.substring(equals + 1));
        }
        return new Preset(Map.copyOf(map));
    }

    /** The preset for a file; an empty one if the file is not known. */
    static Preset of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replace('_', '-');
        int dot = name.indexOf('.');
        return KNOWN.getOrDefault(dot < 0 ? name : name.substring(0, dot), new Preset(Map.of()));
    }
}
