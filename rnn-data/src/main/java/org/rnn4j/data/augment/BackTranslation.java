package org.rnn4j.data.augment;

import java.util.List;
import org.rnn4j.tensor.RandomKey;

/**
 * Translates a text into another language and back, which says it in other words. The translators are the caller's; none
 * comes with the library. Usually keeps the label, as far as they are good.
 *
 * @param there into the other language
 * @param back into the language of the text
 */
public record BackTranslation(Translator there, Translator back) implements TextAugmentation {
    @Override
    public List<String> augment(List<String> tokens, RandomKey key) {
        List<String> foreign = there.translate(tokens, key.child("there"));
        List<String> changed = List.copyOf(back.translate(foreign, key.child("back")));
        if (changed.isEmpty() && !tokens.isEmpty()) {
            throw new IllegalStateException("BackTranslation: expected the translators to leave at least 1 token of "
                    + tokens + ", but they left none");
        }
        return changed;
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.USUALLY_KEEPS;
    }
}
