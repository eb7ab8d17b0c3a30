package org.rnn4j.data.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BaselinesTest {
    private static final List<List<String>> TEXTS =
            List.of(List.of("good", "film"), List.of("good", "fun"), List.of("bad", "film"));
    private static final int[] LABELS = {1, 1, 0};

    @Test
    void scores_areThoseOfTheFormula() {
        NaiveBayes bayes = NaiveBayes.fit(new NaiveBayes.Settings(1, 0.5), TEXTS, LABELS, 2);
        double[] scores = bayes.scores(List.of("good", "unheard"));

        // 4 different words; class 0 has 2 words, class 1 has 4, of which 2 are "good"
        assertThat(scores[0]).isCloseTo(Math.log(1 / 3.0) + Math.log(0.5 / (2 + 0.5 * 4)), within(1e-12));
        assertThat(scores[1]).isCloseTo(Math.log(2 / 3.0) + Math.log(2.5 / (4 + 0.5 * 4)), within(1e-12));
    }

    @Test
    void pairs_tellOrderApart() {
        List<List<String>> texts = List.of(List.of("not", "bad"), List.of("bad", "not"));
        NaiveBayes words = NaiveBayes.fit(new NaiveBayes.Settings(1, 1), texts, new int[] {1, 0}, 2);
        NaiveBayes pairs = NaiveBayes.fit(texts, new int[] {1, 0}, 2);

        assertThat(words.scores(texts.get(0))[0]).isEqualTo(words.scores(texts.get(0))[1]);
        assertThat(pairs.predict(texts.get(0))).isEqualTo(1);
        assertThat(pairs.accuracy(texts, new int[] {1, 0})).isEqualTo(1);
        assertThat(pairs.accuracy(texts, new int[] {0, 0})).isEqualTo(0.5);
    }

    @Test
    void classWithoutExamples_isNeverPredicted() {
        NaiveBayes bayes = NaiveBayes.fit(TEXTS, LABELS, 3);

        assertThat(bayes.scores(List.of("good"))[2]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(bayes.predict(List.of("unheard"))).isEqualTo(1);
    }

    @Test
    void majority_isTheMostFrequentClassAndTheLowestOfEqualOnes() {
        assertThat(MajorityClass.fit(LABELS, 2)).isEqualTo(new MajorityClass(1));
        assertThat(MajorityClass.fit(new int[] {2, 1, 1, 2}, 3)).isEqualTo(new MajorityClass(1));
        assertThat(new MajorityClass(1).accuracy(LABELS)).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void badInput_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> NaiveBayes.fit(TEXTS, new int[] {1}, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> NaiveBayes.fit(TEXTS, new int[] {0, 1, 2}, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> NaiveBayes.fit(List.of(), new int[0], 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new NaiveBayes.Settings(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new NaiveBayes.Settings(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MajorityClass.fit(new int[] {-1}, 2));
    }
}
