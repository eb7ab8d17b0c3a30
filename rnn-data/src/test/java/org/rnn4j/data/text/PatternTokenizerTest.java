package org.rnn4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PatternTokenizerTest {
    @Test
    void matching_takesWhatMatches() {
        assertThat(PatternTokenizer.matching("\\p{L}+|\\d").tokens("ab1 c-23"))
                .containsExactly("ab", "1", "c", "2", "3");
        assertThat(PatternTokenizer.matching("a*").tokens("baab")).containsExactly("aa");
        assertThat(PatternTokenizer.matching("x").tokens("")).isEmpty();
    }

    @Test
    void separatedBy_takesWhatIsBetween() {
        assertThat(PatternTokenizer.separatedBy(", *").tokens(",a, b,,c,")).containsExactly("a", "b", "c");
        assertThat(PatternTokenizer.separatedBy("x").tokens("abc")).containsExactly("abc");
        assertThat(PatternTokenizer.separatedBy("").tokens("abc")).containsExactly("a", "b", "c");
    }

    @Test
    void classes_areUnicodesIfAskedFor() {
        assertThat(PatternTokenizer.separatedBy("(?U)\\s+").tokens(" <unk> N\u00A0years\u3000. \n"))
                .containsExactly("<unk>", "N", "years", ".");
    }

    @Test
    void lowerCase_comesBeforeTheCut() {
        assertThat(PatternTokenizer.matching("[a-z]+").lowerCase().tokens("Ab C"))
                .containsExactly("ab", "c");
    }

    @Test
    void wrongExpressions_areRefused() {
        assertThatThrownBy(() -> PatternTokenizer.matching("(a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a regular expression")
                .hasMessageContaining("(a");
    }
}
