package org.rnn4j.examples.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.check.GradientCheck;
import org.rnn4j.data.batch.TextBatch;
import org.rnn4j.data.batch.TextEncoder;
import org.rnn4j.data.vocabulary.WordFeatures;
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
import org.rnn4j.optim.TargetReplication;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.RandomKey;

/** Models that judge texts by the vectors of their words. */
class TextModelTest {
    @Test
    void gradients_areRightWhereAWordsVectorIsASum() {
        List<String> texts = List.of("good goblin", "gone goal");
        WordFeatures features = new WordFeatures(2, false); // every word has its prefix, so that padding is not read
        TextEncoder encoder = TextEncoder.of(TextWords.TOKENIZER, features, 10, texts);
        TextSizes sizes =
                new TextSizes(encoder.vocabulary().size(), 2, 10, features, 3, Encoder.forward(2), Dropouts.NONE);
        RandomKey key = RandomKey.of(1);
        SentimentModel model = new SentimentModel(sizes, Initializers.normal(1), key);
        TextBatch input = encoder.batch(List.of(List.of("gone", "good", "gown"), List.of("good", "goblin")));
        Batch<TextBatch, int[]> batch = new Batch<>(input, new int[] {0, 1}, 2);
        Objective<Batch<TextBatch, int[]>> objective = TargetReplication.beside(
                Supervised.of(model, model::forward, CrossEntropy::mean),
                model::words,
                2,
                new Linear(3, 2, key.child("words")));

        assertThat(encoder.vocabulary().tokens()).contains("go*");
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            GradientCheck.of(objective)
                    .run(context, key, pass -> pass.output(objective.loss(pass.tape(), batch)))
                    .assertPassed();
        }
    }
}
