package org.rnn4j.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.data.text.Tokenizer;
import org.rnn4j.data.text.TokenizerFile;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.ModelFolder;

/**
 * Trained classifiers of texts as the files of folders: the model, the tokenizer, the tokens it knows and the labels it chooses from.
 *
 * @param <S> the sizes of the model
 * @param <M> the model
 */
public final class ClassifierFolder<S extends ModelSizes, M extends Parameterized> {
    private static final String TOKENIZER = "tokenizer";
    private static final String VOCABULARY = "vocabulary";
    private static final String LABELS = "labels";

    private final SavedModels models;
    private final Function<JsonObject, S> sizes;
    private final Function<S, M> model;

    /**
     * What a folder holds.
     *
     * @param sizes the sizes of the model
     * @param model the model with its weights
     * @param tokenizer what cuts texts into tokens
     * @param vocabulary the tokens it knows
     * @param labels the labels it chooses from
     */
    public record Content<S, M>(S sizes, M model, Tokenizer tokenizer, Vocabulary vocabulary, LabelSet labels) {}

    /**
     * The folders of one kind of model.
     *
     * @param models its program and architecture
     * @param sizes reads the sizes that {@link ModelSizes#toJson} wrote
     * @param model builds an untrained model
     */
    public ClassifierFolder(SavedModels models, Function<JsonObject, S> sizes, Function<S, M> model) {
        this.models = models;
        this.sizes = sizes;
        this.model = model;
    }

    /** Saves a model. */
    public void save(Path folder, Content<S, M> content, Map<String, String> card) throws IOException {
        ModelFolder.of(models.architecture(), content.sizes().toJson(), content.model())
                .with(TOKENIZER, "tokenizer.json", file -> TokenizerFile.write(file, content.tokenizer()))
                .with(VOCABULARY, "vocabulary.json", content.vocabulary()::write)
                .with(LABELS, "labels.json", content.labels()::write)
                .card(card)
                .save(folder);
    }

    /**
     * Loads a model.
     *
     * @throws UserError if a file is missing, damaged, or does not belong to the others
     */
    public Content<S, M> load(Path folder) {
        return models.load(folder, this::read);
    }

    private Content<S, M> read(ModelFolder saved) throws IOException {
        S read = sizes.apply(saved.sizes());
        saved.requireRoomFor(read.parameterCount());
        Vocabulary vocabulary = Vocabulary.read(saved.file(VOCABULARY));
        LabelSet labels = LabelSet.read(saved.file(LABELS));
        requireSize(saved.file(VOCABULARY), read.tokens(), vocabulary.size());
        requireSize(saved.file(LABELS), read.labels(), labels.size());
        Tokenizer tokenizer = TokenizerFile.read(saved.file(TOKENIZER));
        return new Content<>(read, saved.loadInto(model.apply(read)), tokenizer, vocabulary, labels);
    }

    private static void requireSize(Path file, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(
                    file + ": expected " + expected + " entries, as model.json says, but found " + found);
        }
    }
}
