package org.rnn4j.data.series;

/** What happens where a value is missing: NaN. Infinite values are always refused. */
public enum MissingValues {
    /** A missing value is an error that says where it is. */
    REFUSE,

    /** A missing value is passed over: left out of what is fitted or cut, and still missing in what is converted. */
    PASS_OVER;

    /** Throws unless the value may stand here; {@code place} says where it is. */
    void require(String owner, float value, Object place) {
        if (Float.isInfinite(value) || this == REFUSE && Float.isNaN(value)) {
            throw new IllegalArgumentException(owner + ": expected finite values, but " + place + " is " + value
                    + (Float.isNaN(value) ? "; fill it in, leave it out, or ask for PASS_OVER" : ""));
        }
    }

    /** A place in a table of rows, for messages. */
    record Place(int row, int column) {
        @Override
        public String toString() {
            return "row " + row + ", column " + column;
        }
    }
}
