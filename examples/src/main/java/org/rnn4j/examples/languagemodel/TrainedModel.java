package org.rnn4j.examples.languagemodel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.examples.SavedModels;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.ModelFolder;

/**
 * A network with its vocabulary, which is saved as the files of a folder.
 *
 * @param sizes the sizes of the network
 * @param network the network with its weights
 * @param vocabulary the tokens it knows
 */
record TrainedModel(Architecture sizes, Network network, Vocabulary vocabulary) {
    private static final SavedModels SAVED = new SavedModels(LanguageModel.NAME, Architecture.NAME);
    private static final String VOCABULARY = "vocabulary";

    /** Saves it. */
    void save(Path folder, Map<String, String> card) throws IOException {
        ModelFolder.of(Architecture.NAME, sizes.toJson(), network)
                .with(VOCABULARY, "vocabulary.json", vocabulary::write)
                .card(card)
                .save(folder);
    }

    /**
     * Loads a model.
     *
     * @throws UserError if a file is missing, damaged, or does not belong to the others
     */
    static TrainedModel load(Path folder) {
        return SAVED.load(folder, saved -> {
            Architecture sizes = Architecture.of(saved.sizes());
            saved.requireRoomFor(sizes.parameterCount());
            Vocabulary vocabulary = Vocabulary.read(saved.file(VOCABULARY));
            if (vocabulary.size() != sizes.tokens()) {
                throw new IllegalArgumentException("vocabulary.json: expected " + sizes.tokens()
                        + " entries, as model.json says, but found " + vocabulary.size());
            }
            return new TrainedModel(sizes, saved.loadInto(Network.empty(sizes)), vocabulary);
        });
    }
}
