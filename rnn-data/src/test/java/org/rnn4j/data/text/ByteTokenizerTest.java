package org.rnn4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.tensor.RandomKey;

class ByteTokenizerTest {
    private final ByteTokenizer tokenizer = new ByteTokenizer();

    @Test
    void tokens_areOnePrintableCharacterPerByte() {
        assertThat(tokenizer.tokens("Hi you\n")).containsExactly("H", "i", "Ġ", "y", "o", "u", "Ċ");
        assertThat(tokenizer.tokens("é")).containsExactly("Ã", "©");
        assertThat(tokenizer.tokens("")).isEmpty();
    }

    @Test
    void alphabet_hasADifferentVisibleCharacterForEachByte() {
        assertThat(ByteTokenizer.alphabet())
                .hasSize(256)
                .doesNotHaveDuplicates()
                .allSatisfy(token -> {
                    assertThat(token).hasSize(1);
                    assertThat(Character.isISOControl(token.charAt(0))).isFalse();
                    assertThat(Character.isWhitespace(token.charAt(0))).isFalse();
                });
        assertThat(ByteTokenizer.alphabet().get('A')).isEqualTo("A");
        assertThat(ByteTokenizer.alphabet().get(0)).isEqualTo("\u0100");
        assertThat(Vocabulary.withoutUnknown(ByteTokenizer.alphabet()).size()).isEqualTo(257);
    }

    @Test
    void anyText_comesBack() {
        for (int i = 0; i < 2_000; i++) {
            String text = RandomTexts.of(RandomKey.of(1), i);
            List<String> tokens = tokenizer.tokens(text);
            assertThat(tokens).hasSize(text.getBytes(StandardCharsets.UTF_8).length);
            assertThat(tokenizer.text(tokens)).isEqualTo(text);
        }
    }

    @Test
    void whatHasNoText_isReplacedOrRefused() {
        assertThat(tokenizer.text(List.of("a", "Ã", "b"))).isEqualTo("a\uFFFDb");
        assertThatThrownBy(() -> tokenizer.text(List.of("a", "<pad>", " ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\" \"");
        assertThatThrownBy(() -> tokenizer.tokens("a\uD83Db"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half of a surrogate pair");
    }
}
