package org.rnn4j.data.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

class SpanF1Test {
    private static final List<String> TAGS = List.of("O", "B-NP", "I-NP", "B-VP", "I-VP");

    private static int[] tags(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(TAGS::indexOf).toArray();
    }

    private static SpanF1 of(String labels, String predictions) {
        SpanF1 metric = new SpanF1(TAGS);
        metric.add(tags(labels), tags(predictions));
        return metric;
    }

    @Test
    void spans_areRightAsAWholeOnly() {
        SpanF1 metric = of("B-NP I-NP O B-VP I-VP B-NP", "B-NP I-NP O B-VP O B-NP");
        assertThat(metric.precision()).isEqualTo(2 / 3.0);
        assertThat(metric.recall()).isEqualTo(2 / 3.0);
        assertThat(metric.f1("NP")).isEqualTo(1);
        assertThat(metric.f1("VP")).isEqualTo(0);
        assertThat(metric.types()).containsExactly("NP", "VP");
    }

    @Test
    void typeAndBoundaries_mustAgree() {
        assertThat(of("B-NP I-NP", "B-VP I-VP").f1()).isEqualTo(0);
        assertThat(of("B-NP I-NP", "B-NP B-NP").precision()).isEqualTo(0);
        assertThat(of("B-NP B-NP", "B-NP I-NP").recall()).isEqualTo(0);
        assertThat(of("O O", "O O").f1()).isEqualTo(0);
        assertThat(new SpanF1(TAGS).f1()).isNaN();
    }

    @Test
    void insideWithoutBeginning_beginsASpanAsInConlleval() {
        assertThat(of("O B-NP I-NP", "O I-NP I-NP").f1()).isEqualTo(1);
        assertThat(of("B-NP B-VP I-VP", "B-NP I-VP I-VP").f1()).isEqualTo(1);
        assertThat(of("B-NP I-NP B-NP", "I-NP I-NP I-NP").precision()).isEqualTo(0);
    }

    /** The script's own way: it walks through both columns and remembers whether a span is right so far. */
    private static long[] conlleval(int[] labels, int[] predictions) {
        long right = 0;
        long expected = 0;
        long predicted = 0;
        boolean inRight = false;
        String lastLabel = "O";
        String lastPrediction = "O";
        for (int t = 0; t <= labels.length; t++) {
            String label = t < labels.length ? TAGS.get(labels[t]) : "O";
            String prediction = t < labels.length ? TAGS.get(predictions[t]) : "O";
            boolean labelEnds = ends(lastLabel, label);
            boolean predictionEnds = ends(lastPrediction, prediction);
            if (inRight) {
                if (labelEnds && predictionEnds && type(lastLabel).equals(type(lastPrediction))) {
                    inRight = false;
                    right++;
                } else if (labelEnds != predictionEnds || !type(label).equals(type(prediction))) {
                    inRight = false;
                }
            }
            boolean labelStarts = starts(lastLabel, label);
            boolean predictionStarts = starts(lastPrediction, prediction);
            if (labelStarts && predictionStarts && type(label).equals(type(prediction))) {
                inRight = true;
            }
            expected += labelStarts ? 1 : 0;
            predicted += predictionStarts ? 1 : 0;
            lastLabel = label;
            lastPrediction = prediction;
        }
        return new long[] {right, predicted, expected};
    }

    private static String type(String tag) {
        return tag.equals("O") ? "" : tag.substring(2);
    }

    private static boolean ends(String last, String tag) {
        return !last.equals("O")
                && (tag.equals("O") || tag.startsWith("B") || !type(last).equals(type(tag)));
    }

    private static boolean starts(String last, String tag) {
        return !tag.equals("O")
                && (tag.startsWith("B") || last.equals("O") || !type(last).equals(type(tag)));
    }

    @Test
    void counts_areThoseOfConllevalOnAnyTags() {
        RandomStream random = RandomKey.of(3).stream();
        for (int round = 0; round < 2_000; round++) {
            int[] labels = new int[random.nextInt(12)];
            int[] predictions = new int[labels.length];
            for (int t = 0; t < labels.length; t++) {
                labels[t] = random.nextInt(TAGS.size());
                predictions[t] = random.nextInt(3) == 0 ? random.nextInt(TAGS.size()) : labels[t];
            }
            SpanF1 metric = new SpanF1(TAGS);
            metric.add(labels, predictions);
            double[] state = metric.state();
            assertThat(new long[] {
                        (long) (state[1] + state[4]), (long) (state[2] + state[5]), (long) (state[3] + state[6])
                    })
                    .as("%s for %s", Arrays.toString(predictions), Arrays.toString(labels))
                    .isEqualTo(conlleval(labels, predictions));
        }
    }

    @Test
    void padding_countsForNothing() {
        int[][] labels = {tags("B-NP I-NP"), tags("B-VP O B-NP I-NP")};
        TokenBatch targets = TokenBatch.of(labels, 1);
        Tensor outputs = Tensor.zeros(4, 2, 5);
        for (int b = 0; b < 2; b++) {
            for (int t = 0; t < 4; t++) {
                boolean valid = t < labels[b].length;
                outputs.set(valid ? 1 : Float.NaN, t, b, valid ? labels[b][t] : 0);
            }
        }
        SpanF1 metric = new SpanF1(TAGS);
        metric.add(outputs, targets);
        assertThat(metric.value()).isEqualTo(1);
        assertThat(metric.state()[3] + metric.state()[6]).isEqualTo(3);
    }

    @Test
    void state_continues() {
        SpanF1 first = of("B-NP O B-VP", "B-NP O O");
        SpanF1 second = new SpanF1(TAGS);
        second.restore(first.state());
        assertThat(second.f1()).isCloseTo(2 / 3.0, within(1e-15));
        second.reset();
        assertThat(second.value()).isNaN();
        assertThatThrownBy(() -> second.restore(new double[3])).hasMessageContaining("expected 7 numbers");
    }

    @Test
    void otherTagsAndShapes_areRefused() {
        assertThatThrownBy(() -> new SpanF1(List.of("O", "E-NP"))).hasMessageContaining("\"E-NP\"");
        assertThatThrownBy(() -> new SpanF1(List.of("B-"))).hasMessageContaining("\"B-\"");
        SpanF1 metric = new SpanF1(TAGS);
        assertThatThrownBy(() -> metric.add(new int[1], new int[2])).hasMessageContaining("2 for 1");
        assertThatThrownBy(() -> metric.add(new int[] {5}, new int[1])).hasMessageContaining("from 0 to 4");
        TokenBatch targets = TokenBatch.of(new int[][] {{1}}, 0);
        assertThatThrownBy(() -> metric.add(Tensor.zeros(1, 1, 3), targets)).hasMessageContaining("5 tags");
        assertThatThrownBy(() -> metric.add(Tensor.zeros(1, 5), targets))
                .hasMessageContaining("[time, batch, classes]");
        assertThatThrownBy(() -> metric.f1("PP")).hasMessageContaining("[NP, VP]");
    }
}
