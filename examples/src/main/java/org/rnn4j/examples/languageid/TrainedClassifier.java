package org.rnn4j.examples.languageid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.rnn4j.autograd.Tape;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.examples.Answering;
import org.rnn4j.examples.ClassifierFolder;
import org.rnn4j.examples.Guess;
import org.rnn4j.examples.SavedModels;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/**
 * A classifier with all it needs to answer.
 *
 * @param architecture the sizes of the model
 * @param model the model
 * @param characters the characters it knows
 * @param languages the languages it chooses from
 */
record TrainedClassifier(Architecture architecture, NameClassifier model, Characters characters, LabelSet languages) {
    private static final ClassifierFolder<Architecture, NameClassifier> FOLDER = new ClassifierFolder<>(
            new SavedModels(LanguageId.NAME, Architecture.NAME),
            Architecture::of,
            sizes -> new NameClassifier(sizes, RandomKey.of(0))); // the weights are loaded over these

    /** Saves it as the files of a folder. */
    void save(Path folder, Map<String, String> card) throws IOException {
        FOLDER.save(
                folder,
                new ClassifierFolder.Content<>(
                        architecture, model, characters.tokenizer(), characters.vocabulary(), languages),
                card);
    }

    /** Loads a classifier from its folder. */
    static TrainedClassifier load(Path folder) {
        ClassifierFolder.Content<Architecture, NameClassifier> content = FOLDER.load(folder);
        return new TrainedClassifier(
                content.sizes(),
                content.model(),
                new Characters(content.tokenizer(), content.vocabulary()),
                content.labels());
    }

    /** The likeliest languages of a name, the likeliest first; at most {@code count}. */
    List<Guess> guess(Context context, String name, int count) {
        int[][] read = {characters.encode(name)};
        try (Tape tape = Tape.inference(context)) {
            TokenBatch batch = TokenBatch.of(read, Vocabulary.PADDING);
            return Guess.likeliest(
                    languages, model.forward(tape, batch).softmax().toTensor().values(), count);
        }
    }

    /** This classifier for those who ask for one name after the other. */
    Answering answering(Context context) {
        return new Answering() {
            @Override
            public List<Guess> guess(String name, int count) {
                return TrainedClassifier.this.guess(context, name, count);
            }

            @Override
            public String remark(String name) {
                long unknown = characters.countUnknown(name);
                return unknown == 0 ? "" : unknown + " of its characters are unknown to the model";
            }

            @Override
            public String describe(String language) {
                return String.format(java.util.Locale.ROOT, "%-4s %s", language, LanguageNames.english(language));
            }
        };
    }
}
