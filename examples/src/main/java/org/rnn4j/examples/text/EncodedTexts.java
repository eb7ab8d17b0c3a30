package org.rnn4j.examples.text;

import java.util.Arrays;
import java.util.List;
import org.rnn4j.data.batch.Inputs;

/**
 * Texts as they are, as the inputs of batches.
 *
 * @param texts the texts
 */
public record EncodedTexts(List<EncodedText> texts) implements Inputs<TextBatch> {
    @Override
    public int count() {
        return texts.size();
    }

    @Override
    public int length(int index) {
        return texts.get(index).words().length;
    }

    @Override
    public TextBatch collate(int[] indexes) {
        return TextBatch.of(Arrays.stream(indexes).mapToObj(texts::get).toList());
    }
}
