package org.rnn4j.examples.music;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.examples.SavedModels;
import org.rnn4j.io.ModelFolder;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Linear;
import org.rnn4j.layer.Model;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.recurrent.State;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;

/** The model: piano rolls in, a logit for each key at the next step out, {@code [time, batch, keys]}. */
final class MusicModel implements Model<SeriesBatch> {
    private static final SavedModels SAVED = new SavedModels(Music.NAME, "music-model");

    private final Sizes sizes;
    private final Recurrent layers;
    private final Dropout dropout;
    private final Linear output;

    MusicModel(Sizes sizes, RandomKey key) {
        this.sizes = sizes;
        RecurrentBuilder builder =
                sizes.cell().layer(PianoRolls.KEYS, sizes.hidden()).layers(sizes.layers());
        layers = (sizes.layers() > 1 ? builder.dropout(sizes.dropout()) : builder).build(key.child("layers"));
        dropout = new Dropout(sizes.dropout());
        output = new Linear(layers.outputSize(), PianoRolls.KEYS, key.child("output"));
    }

    Sizes sizes() {
        return sizes;
    }

    @Override
    public Var forward(Tape tape, SeriesBatch pieces) {
        return read(tape.sequence(pieces), layers.zeroState(pieces.batch()))
                .logits()
                .values();
    }

    /** The logits at every step, and the state to go on with. */
    Reading read(Sequence steps, State state) {
        RecurrentOutput read = layers.forward(steps, state);
        return new Reading(output.forward(dropout.forward(read.sequence())), read);
    }

    State start() {
        return layers.zeroState(1);
    }

    /** What the model makes of some steps. */
    record Reading(Sequence logits, RecurrentOutput output) {
        State state() {
            return output.finalState().detach();
        }
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("layers", layers, "output", output);
    }

    /** Saves it as the files of a folder. */
    void save(Path folder, Map<String, String> card) throws IOException {
        ModelFolder.of(SAVED.architecture(), sizes.toJson(), this).card(card).save(folder);
    }

    /** Loads a model from its folder. */
    static MusicModel load(Path folder) {
        return SAVED.load(folder, saved -> saved.loadInto(new MusicModel(Sizes.of(saved.sizes()), RandomKey.of(0))));
    }
}
