package org.rnn4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordTokenizerTest {
    private static List<String> tokens(String text) {
        return new WordTokenizer().tokens(text);
    }

    @Test
    void wordsNumbersAndPunctuation_areTokens() {
        assertThat(tokens("It costs $3.50, really?!"))
                .containsExactly("It", "costs", "$", "3.50", ",", "really", "?", "!");
        assertThat(tokens(" \t\n\u00A0\u3000")).isEmpty();
        assertThat(tokens("")).isEmpty();
    }

    @Test
    void apostrophesBetweenLetters_belongToTheWord() {
        assertThat(tokens("don't l’eau 'quoted' dogs' rock'n'roll"))
                .containsExactly("don't", "l’eau", "'", "quoted", "'", "dogs", "'", "rock'n'roll");
    }

    @Test
    void pointsAndCommasBetweenDigits_belongToTheNumber() {
        assertThat(tokens("1,000.5 1. .5 1..2 v2.0"))
                .containsExactly("1,000.5", "1", ".", ".", "5", "1", ".", ".", "2", "v2.0");
    }

    @Test
    void runsOfLettersAndDigits_areWords() {
        assertThat(new WordTokenizer().withoutNumbers().tokens("mp3 3rd 42 x")).containsExactly("mp3", "3rd", "x");
    }

    @Test
    void scriptsOfTheWorld_areCutByCategory() {
        assertThat(tokens("Привет, мир!")).containsExactly("Привет", ",", "мир", "!");
        assertThat(tokens("हिन्दी भाषा")).containsExactly("हिन्दी", "भाषा");
        assertThat(tokens("漢字かな")).containsExactly("漢", "字", "かな");
        assertThat(tokens("می\u200Cخواهم")).containsExactly("می\u200Cخواهم");
        assertThat(tokens("٣٫٥ ١٢")).containsExactly("٣", "٫", "٥", "١٢");
        assertThat(tokens("ok\uD83D\uDE00ok")).containsExactly("ok", "\uD83D\uDE00", "ok");
    }

    @Test
    void normalization_makesOneWordOfTwoSpellings() {
        assertThat(tokens("cafe\u0301")).containsExactly("caf\u00E9");
        assertThat(new WordTokenizer().withoutNormalization().tokens("cafe\u0301"))
                .containsExactly("cafe\u0301");
    }

    @Test
    void options_leaveOutOrReplace() {
        String text = "Room 101 (2nd floor)";
        assertThat(new WordTokenizer().withoutPunctuation().tokens(text))
                .containsExactly("Room", "101", "2nd", "floor");
        assertThat(new WordTokenizer().withoutPunctuation().withoutNumbers().tokens(text))
                .containsExactly("Room", "2nd", "floor");
        assertThat(new WordTokenizer().numbersAs("<number>").lowerCase().tokens(text))
                .containsExactly("room", "<number>", "(", "2nd", "floor", ")");
        assertThatThrownBy(() -> new WordTokenizer().numbersAs(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withoutNumbers()");
    }

    @Test
    void lowerCase_isTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            for (String tag : new String[] {"en", "tr", "ar"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(new WordTokenizer().lowerCase().tokens("TITLE ΟΔΟΣ")).containsExactly("title", "οδος");
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
