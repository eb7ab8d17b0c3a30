package org.rnn4j.examples.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many passes are made over few and over many texts. */
class EpochsTest {
    @Test
    void fewTexts_getMorePasses() {
        Epochs epochs = new Epochs(5, 600, 50);
        assertThat(epochs.most(200)).isEqualTo(5);
        assertThat(epochs.most(119)).isEqualTo(6);
        assertThat(epochs.most(7)).isEqualTo(86);
        assertThat(new Epochs(5, 0, 3).most(1)).isEqualTo(5);
    }

    @Test
    void countThatWasAskedFor_holdsForFewTextsToo() {
        assertThat(new Epochs(5, 600, 50).withCount(2).most(1)).isEqualTo(2);
    }
}
