package org.rnn4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class CharacterTokenizerTest {
    private static final String DECOMPOSED = "e\u0301";

    @Test
    void tokens_areCodePoints() {
        assertThat(new CharacterTokenizer().tokens("a ß\uD83D\uDE00\n."))
                .containsExactly("a", " ", "ß", "\uD83D\uDE00", "\n", ".");
        assertThat(new CharacterTokenizer().tokens("")).isEmpty();
    }

    @Test
    void normalization_joinsLetterAndAccentUnlessSwitchedOff() {
        assertThat(new CharacterTokenizer().tokens(DECOMPOSED)).containsExactly("\u00E9");
        assertThat(new CharacterTokenizer().withoutNormalization().tokens(DECOMPOSED))
                .containsExactly("e", "\u0301");
    }

    @Test
    void lowerCase_isTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            for (String tag : new String[] {"en", "tr", "az", "lt"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(new CharacterTokenizer().lowerCase().tokens("TITI")).containsExactly("t", "i", "t", "i");
                assertThat(new CharacterTokenizer().tokens("TI")).containsExactly("T", "I");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void halfOfASurrogatePair_isATokenOfItsOwn() {
        assertThat(new CharacterTokenizer().tokens("a\uD83Db")).containsExactly("a", "\uD83D", "b");
    }

    @Test
    void options_combineInAnyOrder() {
        String text = "E\u0301";
        assertThat(new CharacterTokenizer().lowerCase().withoutNormalization().tokens(text))
                .containsExactly("e", "\u0301");
        assertThat(new CharacterTokenizer().withoutNormalization().lowerCase().tokens(text))
                .containsExactly("e", "\u0301");
        assertThat(new CharacterTokenizer().lowerCase().tokens(text)).containsExactly("\u00E9");
    }
}
