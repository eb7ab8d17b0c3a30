package org.rnn4j.examples.music;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rnn4j.data.metric.StepLogLoss;
import org.rnn4j.examples.Checkpointing;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.optim.report.PianoRollPicture;
import org.rnn4j.optim.report.TrainingCurves;

/** One run of the example: trains, judges, tells, composes and saves. */
final class MusicRun {
    private static final int QUICK_PIECES = 12;
    private static final int QUICK_EPOCHS = 1;
    private static final int SHOWN_STEPS = 96;
    private static final int BEGINNING = 16;

    private final CommonOptions common;
    private final Settings settings;
    private final Checkpointing checkpointing;
    private final Context context;

    MusicRun(CommonOptions common, Settings settings, Checkpointing checkpointing, Context context) {
        this.common = common;
        this.settings = settings;
        this.checkpointing = checkpointing;
        this.context = context;
    }

    void run(Chorales all) throws IOException {
        Chorales chorales = common.quick() ? all.sample(QUICK_PIECES) : all;
        int epochs = common.quick() ? Math.min(QUICK_EPOCHS, settings.epochs) : settings.epochs;
        Path out = common.createOut(Music.NAME);
        Training training = new Training(context, settings, common.key());
        MusicModel model = training.untrained();
        describe(chorales, model);
        TrainingResult result = training.run(
                model,
                chorales,
                epochs,
                common.listeners(out.resolve("metrics.csv")),
                trainer -> checkpointing.run(trainer, common, out));
        SimpleBars bars = new SimpleBars(chorales.train());
        Figures figures = new Figures(
                training.loss(model, chorales.validation()),
                training.loss(model, chorales.test()), // the only look at the test pieces
                bars.repetition(chorales.test()),
                bars.frequencies(chorales.test()));
        common.say("");
        common.say(
                "test: %.4f nats per step; keys that repeat as they do in training %.4f, keys by their frequency %.4f",
                figures.test, figures.repetition, figures.frequencies);
        if (!figures.beatsSimpleBars()) {
            common.say("the network does not beat both");
        }
        save(out, model, result, figures);
        compose(out, model, chorales);
        common.say("the model, its figures, pictures and a composition are in %s", out);
        common.say("try it: ./rnn4j %s --predict PIECE.txt --model %s", Music.NAME, out);
        common.write(results(model, result, figures, chorales));
    }

    private record Figures(double validation, double test, double repetition, double frequencies) {
        boolean beatsSimpleBars() {
            return test < Math.min(repetition, frequencies);
        }
    }

    private void describe(Chorales chorales, MusicModel model) {
        common.say(
                "%,d pieces to train, %,d to validate, %,d to test; %,d, %,d and %,d steps",
                chorales.train().size(),
                chorales.validation().size(),
                chorales.test().size(),
                Chorales.steps(chorales.train()),
                Chorales.steps(chorales.validation()),
                Chorales.steps(chorales.test()));
        common.say(
                "%d layer%s of %s with %d units: %,d parameters",
                settings.layers,
                settings.layers == 1 ? "" : "s",
                settings.cell.toString().toUpperCase(Locale.ROOT),
                settings.hidden(),
                model.parameters().count());
    }

    private void save(Path out, MusicModel model, TrainingResult result, Figures figures) throws IOException {
        Map<String, String> card = new LinkedHashMap<>();
        card.put("purpose", "Predicts which keys sound at the next step of a piece of music.");
        card.put("results", String.format(Locale.ROOT, "test negative log-likelihood %.4f", figures.test));
        model.save(out, card);
        TrainingCurves curves = TrainingCurves.of(result);
        curves.saveSvg(out.resolve("curves.svg"));
        curves.savePng(out.resolve("curves.png"));
    }

    /** Goes on with the beginning of a test piece, and draws it with the piece and what the model expected. */
    private void compose(Path out, MusicModel model, Chorales chorales) throws IOException {
        float[][] piece = longest(chorales.test());
        Composer composer = new Composer(model, context, settings.temperature);
        float[][] beginning = Arrays.copyOf(piece, Math.min(BEGINNING, piece.length));
        float[][] composed =
                composer.compose(beginning, settings.steps, common.key().child("compose"));
        float[][] whole = Arrays.copyOf(beginning, beginning.length + composed.length);
        System.arraycopy(composed, 0, whole, beginning.length, composed.length);
        Files.write(
                out.resolve("composed.txt"),
                Arrays.stream(whole).map(PianoRolls::line).toList(),
                StandardCharsets.UTF_8);

        float[][] expected = new float[piece.length][PianoRolls.KEYS];
        System.arraycopy(composer.probabilities(piece), 0, expected, 1, piece.length - 1);
        PianoRollPicture picture = PianoRollPicture.of(List.of(
                roll("a test piece", piece),
                roll("what the model expected at each step, from the steps before", expected),
                roll("the first " + beginning.length + " steps, and how the model went on alone", whole)));
        picture.saveSvg(out.resolve("music.svg"));
        picture.savePng(out.resolve("music.png"));
    }

    private static float[][] longest(List<float[][]> pieces) {
        float[][] longest = pieces.get(0);
        for (float[][] piece : pieces) {
            longest = piece.length > longest.length ? piece : longest;
        }
        return longest;
    }

    private static PianoRollPicture.Roll roll(String title, float[][] piece) {
        return new PianoRollPicture.Roll(title, Arrays.copyOf(piece, Math.min(SHOWN_STEPS, piece.length)));
    }

    private JsonObject results(MusicModel model, TrainingResult result, Figures figures, Chorales chorales) {
        return common.results(Music.NAME, context, result.trainSeconds(), model.parameters())
                .put("testNll", figures.test)
                .put("validationNll", figures.validation)
                .put("testNllOfRepetition", figures.repetition)
                .put("testNllOfFrequencies", figures.frequencies)
                .put("beatsSimpleBars", figures.beatsSimpleBars())
                .put("metric", new StepLogLoss().name())
                .put("trainExamplesPerSecond", result.examplesPerSecond())
                .put("epochs", result.history().size())
                .put("bestEpoch", result.bestEpoch())
                .put("quick", common.quick())
                .put("parameters", model.parameters().count())
                .put("model", model.sizes().toJson())
                .put("transpose", settings.transpose)
                .put("pieces", chorales.train().size())
                .build();
    }
}
