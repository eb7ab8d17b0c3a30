package org.rnn4j.data.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

class TextTest {
    private static String random(RandomStream random) {
        int[] alphabet = {'a', 'b', 0xE9, 0xFFFF, 0xE000, 0xD7FF, 0x1F600, 0x10FFFF, 0x10000};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }

    @Test
    void comparison_isThatOfCodePoints() {
        RandomStream random = RandomKey.of(1).stream();
        for (int i = 0; i < 20_000; i++) {
            String left = random(random);
            String right = random(random);
            int expected = Arrays.compare(
                    left.codePoints().toArray(), right.codePoints().toArray());
            assertThat(Integer.signum(Text.compareCodePoints(left, right)))
                    .as("%s %s", left, right)
                    .isEqualTo(Integer.signum(expected));
        }
    }

    @Test
    void unicode_hasNoLoneSurrogates() {
        assertThat(List.of("", "a", "\uD83D\uDE00", "x\uDBFF\uDFFFy")).allMatch(Text::isUnicode);
        assertThat(List.of("\uD83D", "\uDE00", "\uDE00\uD83D", "a\uD83Da", "\uD83D\uD83D\uDE00"))
                .noneMatch(Text::isUnicode);
    }

    @Test
    void quote_isShortAndHarmless() {
        assertThat(Text.quote("a\nb\uD83Dc\uD83D\uDE00")).isEqualTo("\"a?b?c\uD83D\uDE00\"");
        assertThat(Text.quote("x".repeat(80))).isEqualTo("\"" + "x".repeat(80) + "\"");
        assertThat(Text.quote("x".repeat(81))).isEqualTo("\"" + "x".repeat(80) + "...\"");
    }

    @Test
    void invalidUtf8_isFoundWhereItBegins() {
        byte[] valid = "aé\uD83D\uDE00".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        assertThat(Text.firstInvalidUtf8(valid)).isEqualTo(-1);
        assertThat(Text.firstInvalidUtf8(new byte[0])).isEqualTo(-1);
        byte[] cut = Arrays.copyOf(valid, valid.length - 1);
        assertThat(Text.firstInvalidUtf8(cut)).isEqualTo(valid.length - 4);
        byte[] damaged = valid.clone();
        damaged[35_000] = (byte) 0xFE;
        assertThat(Text.firstInvalidUtf8(damaged)).isBetween(34_997L, 35_000L);
        assertThat(Text.firstInvalidUtf8(new byte[] {'a', (byte) 0xC0, (byte) 0x80}))
                .isEqualTo(1);
        assertThat(Text.firstInvalidUtf8(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}))
                .isZero();
    }
}
