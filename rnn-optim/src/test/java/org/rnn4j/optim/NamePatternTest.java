package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Linear;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

class NamePatternTest {
    private static final RandomKey KEY = RandomKey.of(1);

    @Test
    void pattern_matchesWholeNames() {
        assertThat(new NamePattern("encoder.*"))
                .accepts("encoder.weight", "encoder.a.b")
                .rejects("encoder", "x.encoder.y");
        assertThat(new NamePattern("*.weight_hh_l?"))
                .accepts("a.weight_hh_l0", "a.b.weight_hh_l1")
                .rejects("weight_hh_l0", "a.weight_hh_l10", "a.weight_hh_l");
        assertThat(new NamePattern("a|b*c")).accepts("a", "bc", "bcc", "bxbc").rejects("ab", "b", "bcx", "a|b*c");
        assertThat(new NamePattern("a.b")).accepts("a.b").rejects("axb");
        assertThat(new NamePattern("*")).accepts("", "anything");
    }

    @Test
    void pattern_agreesWithARegularExpression() {
        RandomStream random = KEY.child("patterns").stream();
        int matched = 0;
        for (int i = 0; i < 20_000; i++) {
            String pattern = word(random, "ab*?|", 1 + random.nextInt(6));
            String name = word(random, "ab", random.nextInt(6));
            boolean expected = Pattern.matches(pattern.replace("*", ".*").replace('?', '.'), name);
            assertThat(new NamePattern(pattern).test(name))
                    .as("%s on %s", pattern, name)
                    .isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).isBetween(2_000, 18_000);
    }

    private static String word(RandomStream random, String letters, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    @Test
    void constants_divideTheParametersOfARecurrentModel() {
        Parameters parameters = Parameters.of(
                "embedding",
                new Embedding(5, 3, KEY),
                "encoder",
                Recurrent.lstm(3, 4).bidirectional().layers(2).projection(2).build(KEY),
                "output",
                new Linear(4, 2, KEY));
        assertThat(count(parameters, NamePattern.EMBEDDING)).isEqualTo(1);
        assertThat(count(parameters, NamePattern.INPUT)).isEqualTo(4);
        assertThat(count(parameters, NamePattern.RECURRENT)).isEqualTo(8);
        assertThat(count(parameters, NamePattern.BIAS)).isEqualTo(9);
        assertThat(count(parameters, Penalty::isNoBias)).isEqualTo(parameters.size() - 9);
        assertThat(parameters.size()).isEqualTo(1 + 4 + 8 + 9 + 1);
    }

    private static long count(Parameters parameters, Predicate<String> names) {
        return parameters.asMap().keySet().stream().filter(names).count();
    }

    @Test
    void emptyPattern_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NamePattern(""))
                .withMessageContaining("expected a pattern such as encoder.*");
    }
}
