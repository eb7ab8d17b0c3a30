package org.rnn4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MalformedLinesTest {
    private static final DataFileException PROBLEM = DataFileException.atLine("a.txt", 3, "no tag");

    @Test
    void refused_throwsTheFirst() {
        assertThatThrownBy(() -> MalformedLines.refused().add(PROBLEM)).isSameAs(PROBLEM);
    }

    @Test
    void apart_decidesTheSameAndCountsForItself() {
        MalformedLines malformed = MalformedLines.skipped();
        malformed.add(PROBLEM);
        MalformedLines apart = malformed.apart();
        assertThat(apart.count()).isZero();
        apart.add(PROBLEM);
        assertThat(apart.count()).isEqualTo(1);
        assertThat(malformed.count()).isEqualTo(1);
        assertThatThrownBy(() -> MalformedLines.refused().apart().add(PROBLEM)).isSameAs(PROBLEM);
    }

    @Test
    void skipped_countsAndKeepsTheFirst() {
        MalformedLines malformed = MalformedLines.skipped();
        assertThat(malformed.first()).isEmpty();
        malformed.add(PROBLEM);
        malformed.add(DataFileException.atLine("a.txt", 4, "no word"));
        assertThat(malformed.count()).isEqualTo(2);
        assertThat(malformed.first()).containsSame(PROBLEM);
        assertThat(malformed).hasToString("MalformedLines[2 skipped]");
    }
}
