package org.rnn4j.examples.languageid;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.TokenBatch;

/**
 * A classifier with all it needs to answer.
 *
 * @param architecture the sizes of the model
 * @param model the model
 * @param vocabulary the characters it knows
 * @param languages the languages it chooses from
 */
record TrainedClassifier(Architecture architecture, NameClassifier model, Vocabulary vocabulary, LabelSet languages) {
    /** The likeliest languages of a name, the likeliest first; at most {@code count}. */
    List<Guess> guess(Context context, String name, int count) {
        int[] characters = Characters.encode(vocabulary, name);
        try (Tape tape = Tape.inference(context)) {
            Var logits = model.forward(tape, TokenBatch.of(new int[][] {characters}, Vocabulary.PADDING));
            float[] probabilities = logits.softmax().toTensor().values();
            List<Guess> guesses = new ArrayList<>();
            for (int language = 0; language < probabilities.length; language++) {
                guesses.add(new Guess(languages.name(language), probabilities[language]));
            }
            guesses.sort(Comparator.comparingDouble(Guess::probability).reversed());
            return guesses.subList(0, Math.min(count, guesses.size()));
        }
    }
}
