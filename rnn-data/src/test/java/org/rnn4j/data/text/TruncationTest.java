package org.rnn4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TruncationTest {
    private static final int[] IDS = {1, 2, 3, 4, 5};
    private static final List<String> TOKENS = List.of("a", "b", "c", "d", "e");

    @Test
    void longTexts_areCutWhereAsked() {
        assertThat(Truncation.keepHead(2).apply(IDS)).containsExactly(1, 2);
        assertThat(Truncation.keepTail(2).apply(IDS)).containsExactly(4, 5);
        assertThat(Truncation.keepBothEnds(1, 3).apply(IDS)).containsExactly(1, 3, 4, 5);
        assertThat(Truncation.keepHead(2).apply(TOKENS)).containsExactly("a", "b");
        assertThat(Truncation.keepTail(2).apply(TOKENS)).containsExactly("d", "e");
        assertThat(Truncation.keepBothEnds(2, 1).apply(TOKENS)).containsExactly("a", "b", "e");
    }

    @Test
    void shortTexts_stayAsTheyAre() {
        assertThat(Truncation.keepHead(5).apply(IDS)).isSameAs(IDS);
        assertThat(Truncation.keepBothEnds(3, 2).apply(TOKENS)).isSameAs(TOKENS);
        assertThat(Truncation.keepTail(9).apply(new int[0])).isEmpty();
    }

    @Test
    void nothingLeft_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Truncation.keepHead(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Truncation.keepBothEnds(-1, 3));
    }
}
