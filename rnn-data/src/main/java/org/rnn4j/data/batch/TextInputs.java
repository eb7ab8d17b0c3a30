package org.rnn4j.data.batch;

import java.util.Arrays;
import java.util.List;

/** Encoded texts whose words have features. */
final class TextInputs implements Inputs<TextBatch> {
    private final List<EncodedText> texts;

    TextInputs(List<EncodedText> texts) {
        this.texts = List.copyOf(texts);
        EncodedText.requireAlike("Inputs", this.texts);
    }

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
