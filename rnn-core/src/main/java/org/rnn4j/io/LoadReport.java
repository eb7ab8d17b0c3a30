package org.rnn4j.io;

import java.util.List;

/**
 * What a parameter file and a model do not have in common.
 *
 * @param missing names the model has and the file has not
 * @param unexpected names the file has and the model has not
 * @param mismatched names both have, with different shapes or a data type that cannot be taken
 */
public record LoadReport(List<String> missing, List<String> unexpected, List<Mismatch> mismatched) {
    /** Copies the lists. */
    public LoadReport {
        missing = List.copyOf(missing);
        unexpected = List.copyOf(unexpected);
        mismatched = List.copyOf(mismatched);
    }

    /**
     * A parameter that the file holds in another form.
     *
     * @param name the parameter's name
     * @param expected the model's type and shape, as in {@code F32[4, 3]}
     * @param found the file's type and shape
     */
    public record Mismatch(String name, String expected, String found) {
        @Override
        public String toString() {
            return name + ": expected " + expected + ", but the file has " + found;
        }
    }

    /** Whether every parameter was in the file and nothing else was. */
    public boolean isComplete() {
        return missing.isEmpty() && unexpected.isEmpty() && mismatched.isEmpty();
    }

    /** All three lists in one line. */
    @Override
    public String toString() {
        return "missing in the file: " + missing + "; unexpected in the file: " + unexpected + "; mismatched: "
                + mismatched;
    }
}
