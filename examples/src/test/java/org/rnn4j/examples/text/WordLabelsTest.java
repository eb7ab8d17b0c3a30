package org.rnn4j.examples.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Tape;
import org.rnn4j.check.GradientCheck;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.examples.sentiment.SentimentModel;
import org.rnn4j.examples.text.TextSizes.Dropouts;
import org.rnn4j.examples.text.TextSizes.Encoder;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Initializers;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.optim.Objective;
import org.rnn4j.optim.Supervised;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.RandomKey;

/** The auxiliary task of words: its value by hand, its parameters, and what it leaves alone. */
class WordLabelsTest {
    private static final RandomKey KEY = RandomKey.of(1);
    private static final FeatureEncoder ENCODER =
            FeatureEncoder.of(List.of(new LabelledText("a b c", "x")), WordFeatures.NONE, 10);
    private static final TextSizes SIZES =
            new TextSizes(5, 2, 10, WordFeatures.NONE, 3, Encoder.forward(2), Dropouts.NONE);
    private static final LabelSet LABELS = LabelSet.sorted(List.of("x", "y"));
    private static final Batch<TextBatch, int[]> BATCH =
            new Batch<>(ENCODER.batch(List.of(List.of("a", "b", "c"), List.of("b"))), new int[] {0, 1}, 2);

    private final SentimentModel model = new SentimentModel(SIZES, Initializers.normal(1), KEY);
    private final Objective<Batch<TextBatch, int[]>> task = weighing(0);

    private Objective<Batch<TextBatch, int[]>> weighing(double weight) {
        return beside(new TrainedText(SIZES, model, ENCODER, LABELS), weight);
    }

    private static Objective<Batch<TextBatch, int[]>> beside(TrainedText classifier, double weight) {
        return WordLabels.beside(
                Supervised.of(classifier.model(), classifier.model()::forward, CrossEntropy::mean),
                classifier.model(),
                weight,
                new Linear(3, 2, KEY.child("words")));
    }

    private static double nats(float[] vector, Parameterized labels, int label) {
        float[] weights = labels.parameters().get("words.weight").values();
        float[] biases = labels.parameters().get("words.bias").values();
        double[] logits = new double[2];
        for (int i = 0; i < 2; i++) {
            logits[i] = biases[i];
            for (int j = 0; j < 3; j++) {
                logits[i] += weights[3 * i + j] * vector[j];
            }
        }
        return Math.log(Math.exp(logits[0]) + Math.exp(logits[1])) - logits[label];
    }

    @Test
    void loss_isTheMeanOverAllWordsBesideThatOfTheTexts() {
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            Objective<Batch<TextBatch, int[]>> labels = weighing(5);
            Tape tape = Tape.training(context, KEY);
            float[] vectors = model.words(tape, BATCH.input()).values().values(); // step 0: a b, 1: b -, 2: c -
            double words = 0;
            int[][] rows = {{0, 0}, {1, 1}, {2, 0}, {4, 0}};
            for (int[] row : rows) {
                float[] vector = {vectors[3 * row[0]], vectors[3 * row[0] + 1], vectors[3 * row[0] + 2]};
                words += nats(vector, labels, row[1]) / rows.length;
            }
            assertThat((double) labels.loss(tape, BATCH).item())
                    .isCloseTo(task.loss(tape, BATCH).item() + 5 * words, within(1e-5));
        }
    }

    @Test
    void everyParameterButPadding_getsAGradient() {
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            Objective<Batch<TextBatch, int[]>> labels = weighing(1);
            Tape tape = Tape.training(context, KEY);
            Gradients gradients = tape.gradients(labels.loss(tape, BATCH));
            labels.parameters()
                    .forEach((name, parameter) -> assertThat(
                                    gradients.tensor(parameter).values())
                            .as(name)
                            .satisfiesAnyOf(
                                    values -> assertThat(values[values.length - 1])
                                            .isNotZero(),
                                    values -> assertThat(values[0]).isNotZero()));
            Parameter table = labels.parameters().get("embedding.weight");
            assertThat(gradients.tensor(table).values()).startsWith(0f, 0f, 0f);
            assertThat(labels.parameters().count()).isEqualTo(model.parameters().count() + 8);
        }
    }

    @Test
    void gradients_areRightWhereAWordsVectorIsASum() {
        List<LabelledText> texts = List.of(new LabelledText("good goblin", "x"), new LabelledText("gone goal", "y"));
        WordFeatures features = new WordFeatures(2, false); // every word has its prefix, so that padding is not read
        FeatureEncoder encoder = FeatureEncoder.of(texts, features, 10);
        TextSizes sizes =
                new TextSizes(encoder.vocabulary().size(), 2, 10, features, 3, Encoder.forward(2), Dropouts.NONE);
        TrainedText classifier =
                new TrainedText(sizes, new SentimentModel(sizes, Initializers.normal(1), KEY), encoder, LABELS);
        TextBatch input = encoder.batch(List.of(List.of("gone", "good", "gown"), List.of("good", "goblin")));
        Batch<TextBatch, int[]> batch = new Batch<>(input, new int[] {0, 1}, 2);
        Objective<Batch<TextBatch, int[]>> objective = beside(classifier, 2);

        assertThat(encoder.vocabulary().tokens()).contains("go*");
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            GradientCheck.of(objective)
                    .run(context, KEY, pass -> pass.output(objective.loss(pass.tape(), batch)))
                    .assertPassed();
        }
    }

    @Test
    void weights_areZeroOrMore() {
        assertThat(weighing(0)).isInstanceOf(Supervised.class);
        for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> weighing(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("weight of 0 or more, but got " + wrong);
        }
    }
}
