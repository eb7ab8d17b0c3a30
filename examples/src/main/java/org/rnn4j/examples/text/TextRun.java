package org.rnn4j.examples.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.rnn4j.data.vocabulary.WordFeatures;
import org.rnn4j.examples.Checkpointing;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.optim.report.ConfusionPicture;
import org.rnn4j.optim.report.TrainingCurves;

/** One run of a program that classifies texts: trains, judges, tells and saves. */
public final class TextRun {
    private static final int QUICK_TRAIN = 600;
    private static final int QUICK_OTHERS = 200;

    private final CommonOptions common;
    private final TextProgram program;
    private final Checkpointing checkpointing;
    private final Context context;

    /** A run of this program on this context. */
    public TextRun(CommonOptions common, TextProgram program, Checkpointing checkpointing, Context context) {
        this.common = common;
        this.program = program;
        this.checkpointing = checkpointing;
        this.context = context;
    }

    /** Trains on these texts; with {@code --quick} on some of them. */
    public void run(TextData all) throws IOException {
        TextData data = common.quick()
                ? all.sample(QUICK_TRAIN, QUICK_OTHERS, common.key().child("quick"))
                : all;
        Path out = common.createOut(program.name());
        describe(data);
        TextProgram.Outcome outcome = program.training()
                .train(data, common.listeners(out.resolve("metrics.csv")), checkpointing.parts(common, out));
        TrainedText classifier = outcome.classifier();
        describe(classifier, outcome.learntFrom());
        TextReport report = TextReport.of(classifier, data, context); // the only look at the test texts
        report.print(common, classifier, data, context);
        save(out, outcome, report);
        common.say("the model, its figures and pictures are in %s", out);
        common.say("try it: ./rnn4j %s --predict \"...\" --model %s", program.name(), out);
        common.write(results(data, outcome, report));
    }

    private void describe(TextData data) {
        common.say(
                "recipe %s, %,d texts with %d labels: %,d to train, %,d to validate, %,d to test",
                program.recipe(),
                data.size(),
                data.labels().size(),
                data.train().size(),
                data.validation().size(),
                data.test().size());
    }

    private void describe(TrainedText classifier, int learntFrom) {
        TextSizes sizes = classifier.sizes();
        common.say(
                "%,d words%s, embedding %d, %sLSTM %d x %d: %,d parameters, learnt from %,d texts",
                sizes.tokens(),
                sizes.features().equals(WordFeatures.NONE) ? "" : " and other entries",
                sizes.embedding(),
                sizes.encoder().bidirectional() ? "bidirectional " : "",
                sizes.encoder().layers(),
                sizes.encoder().hidden(),
                classifier.model().parameters().count(),
                learntFrom);
    }

    private void save(Path out, TextProgram.Outcome outcome, TextReport report) throws IOException {
        TrainedText classifier = outcome.classifier();
        Map<String, String> card = new LinkedHashMap<>();
        card.put("purpose", program.purpose());
        card.put(
                "results",
                String.format(
                        Locale.ROOT,
                        "test accuracy %.4f, naive Bayes on the same texts %.4f",
                        report.confusion().accuracy(),
                        report.naiveBayes()));
        program.folders().save(out, classifier.content(), card);
        TrainingCurves curves = TrainingCurves.of(outcome.result());
        curves.saveSvg(out.resolve("curves.svg"));
        curves.savePng(out.resolve("curves.png"));
        ConfusionPicture.of(report.confusion().counts(), classifier.labels().names())
                .savePng(out.resolve("confusion.png"));
    }

    private JsonObject results(TextData data, TextProgram.Outcome outcome, TextReport report) {
        TrainedText classifier = outcome.classifier();
        TrainingResult result = outcome.result();
        JsonObject.Builder results = common.results(
                program.name(),
                context,
                result.trainSeconds(),
                classifier.model().parameters());
        return report.addTo(results)
                .put(
                        "validationAccuracy",
                        Objects.requireNonNull(result.best().validation().get("accuracy")))
                .put("trainExamplesPerSecond", result.examplesPerSecond())
                .put("epochs", result.history().size())
                .put("bestEpoch", result.bestEpoch())
                .put("recipe", program.recipe())
                .put("quick", common.quick())
                .put("parameters", classifier.model().parameters().count())
                .put("labels", data.labels().size())
                .put("trainTexts", data.train().size())
                .put("learntTexts", outcome.learntFrom())
                .put("validationTexts", data.validation().size())
                .put("testTexts", data.test().size())
                .build();
    }
}
