package org.rnn4j.examples.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.rnn4j.data.vectors.WordVectors;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.SafetensorsFile;
import org.rnn4j.io.StoredTensor;
import org.rnn4j.tensor.Tensor;

/** The word vectors of a model that one of the examples has left in its folder. */
final class ModelVectors implements WordVectors {
    /** Where a model and its words may be: what {@code transfer} has read, or what the other examples save. */
    private static final List<Place> PLACES = List.of(
            new Place("language-model.safetensors", "language-model-words.json"),
            new Place("model.safetensors", "vocabulary.json"));

    /** What the name of the table ends with. */
    private static final String TABLE = "embedding.weight";

    private final Vocabulary vocabulary;
    private final Tensor table;

    private record Place(String weights, String words) {}

    private ModelVectors(Vocabulary vocabulary, Tensor table) {
        this.vocabulary = vocabulary;
        this.table = table;
    }

    /**
     * The vectors of the model in a folder.
     *
     * @throws UserError if there is no model with word vectors
     * @throws IOException if a file cannot be read
     */
    static ModelVectors open(Path folder) throws IOException {
        Place place = PLACES.stream()
                .filter(files -> Files.exists(folder.resolve(files.weights())))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "--vectors " + folder + ": expected a file of word vectors or a folder with one of "
                                + PLACES.stream().map(Place::weights).toList()));
        Path weights = folder.resolve(place.weights());
        Vocabulary vocabulary = Vocabulary.read(folder.resolve(place.words()));
        return SafetensorsFile.read(weights).tensors().entrySet().stream()
                .filter(tensor -> tensor.getKey().endsWith(TABLE))
                .map(Map.Entry::getValue)
                .filter(tensor -> tensor.shape().length == 2 && tensor.shape()[0] == vocabulary.size())
                .findFirst()
                .map(StoredTensor::toTensor)
                .map(table -> new ModelVectors(vocabulary, table))
                .orElseThrow(() -> new UserError(weights + ": expected a table of " + vocabulary.size()
                        + " word vectors whose name ends with " + TABLE + ", but there is none"));
    }

    @Override
    public int width() {
        return table.size(1);
    }

    @Override
    public Collection<String> words() {
        return vocabulary.tokens();
    }

    @Override
    public boolean contains(String word) {
        return vocabulary.contains(word);
    }

    @Override
    public float[] vector(String word) {
        if (!contains(word)) {
            throw new IllegalArgumentException("ModelVectors: there is no vector of '" + word + "'");
        }
        int from = vocabulary.id(word) * width();
        return Arrays.copyOfRange(table.values(), from, from + width());
    }

    @Override
    public void close() {
        // all is in memory
    }
}
