package org.rnn4j.examples.music;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.Checkpointing;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.ModelOption;
import org.rnn4j.examples.Prediction;
import org.rnn4j.examples.UserError;
import org.rnn4j.kernel.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The example {@code music}: its options, and the two things it does: train and go on with a piece. */
@Command(
        name = Music.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "Which keys sound next?",
        description = {
            "",
            "Trains a recurrent network to tell which of a piano's 88 keys sound at the next step of a piece, measures its"
                    + " negative log-likelihood on pieces it has not seen, lets it compose, and saves it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rnn4j music --data jsb_chorales",
            "  rnn4j music --data jsb_chorales --cell gru --out runs/gru",
            "  rnn4j music --predict beginning.txt --steps 32 --model runs/music"
        })
public final class Music implements Callable<Integer> {
    static final String NAME = "music";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The folder with train.txt, valid.txt and test.txt: a line for each step with the MIDI numbers of"
                            + " the keys that sound, - for silence, a blank line between pieces.")
    private @Nullable Path data;

    @Option(
            names = "--predict",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = Prediction.STANDARD_INPUT,
            description = "Do not train, but go on with the piece in this file, in the form of the data; without FILE,"
                    + " with the one on standard input.")
    private @Nullable String predict;

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private Settings settings = new Settings();

    @Mixin
    private Checkpointing checkpointing = new Checkpointing();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        settings.validate();
        common.requireWritable(NAME);
        CommonOptions.requireName("--data", data);
        if (predict != null) {
            predict(predict);
            return 0;
        }
        model.refuseForTraining("--predict");
        Chorales chorales = Chorales.read(data);
        try (Context context = common.openContext()) {
            new MusicRun(common, settings, checkpointing, context).run(chorales);
        }
        return 0;
    }

    private void predict(String file) throws IOException {
        MusicModel loaded = MusicModel.load(model.folder(common, "--predict", "--steps", "--temperature"));
        List<float[][]> pieces =
                file.equals(Prediction.STANDARD_INPUT) ? standardInput() : PianoRolls.read(Path.of(file));
        if (pieces.size() != 1) {
            throw new UserError("expected one piece to go on with, but got " + pieces.size());
        }
        try (Context context = common.openContext()) {
            Composer composer = new Composer(loaded, context, settings.temperature);
            List<String> lines = Arrays.stream(composer.compose(
                            pieces.get(0), settings.steps, common.key().child("compose")))
                    .map(PianoRolls::line)
                    .toList();
            lines.forEach(System.out::println);
            common.write(common.results(NAME, context, 0, loaded.parameters())
                    .put("composed", lines)
                    .build());
        }
    }

    private static List<float[][]> standardInput() throws IOException {
        // A decoder of its own reports malformed text; the charset by name would replace it silently.
        try {
            return PianoRolls.read(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder())),
                    "standard input");
        } catch (CharacterCodingException notUtf8) {
            throw new UserError("expected UTF-8 on standard input", notUtf8);
        }
    }
}
