package org.rnn4j.examples.languageid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.rnn4j.examples.Checkpointing;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.optim.report.ConfusionPicture;
import org.rnn4j.optim.report.TrainingCurves;
import org.rnn4j.tensor.RandomKey;

/** One run of the example: trains, judges, tells and saves. */
final class LanguageIdRun {
    private static final int QUICK_TRAIN = 1000;
    private static final int QUICK_OTHERS = 300;
    private static final int QUICK_EPOCHS = 2;

    private final CommonOptions common;
    private final Settings settings;
    private final Checkpointing checkpointing;
    private final Context context;

    LanguageIdRun(CommonOptions common, Settings settings, Checkpointing checkpointing, Context context) {
        this.common = common;
        this.settings = settings;
        this.checkpointing = checkpointing;
        this.context = context;
    }

    void run(NameData all) throws IOException {
        RandomKey key = common.key();
        NameData names = common.quick() ? all.sample(QUICK_TRAIN, QUICK_OTHERS, key.child("quick")) : all;
        int epochs = common.quick() ? Math.min(QUICK_EPOCHS, settings.epochs) : settings.epochs;
        Path out = common.createOut(LanguageId.NAME);

        Training training = new Training(context, settings, key);
        TrainedClassifier classifier = training.untrained(names);
        describe(names, classifier);
        TrainingResult result = checkpointing.run(
                training.trainer(classifier, names, epochs, common.listeners(out.resolve("metrics.csv"))), common, out);
        TestReport report = TestReport.of(classifier, names.test(), context); // the only look at the test split
        report.print(common, names.test(), context);

        save(out, classifier, result, report);
        common.say("the model, its figures and pictures are in %s", out);
        common.say("try it: ./rnn4j %s --predict \"...\" --model %s", LanguageId.NAME, out);
        common.write(results(names, classifier, result, report));
    }

    private void describe(NameData names, TrainedClassifier classifier) {
        common.say(
                "%,d names in %d languages: %,d to train, %,d to validate, %,d to test",
                names.size(),
                classifier.languages().size(),
                names.train().size(),
                names.validation().size(),
                names.test().size());
        Architecture sizes = classifier.architecture();
        common.say(
                "%d characters, embedding %d, bidirectional %s with 2 x %d units: %,d parameters",
                sizes.characters(),
                sizes.embedding(),
                sizes.cell().toString().toUpperCase(Locale.ROOT),
                sizes.hidden(),
                classifier.model().parameters().count());
    }

    private void save(Path out, TrainedClassifier classifier, TrainingResult result, TestReport report)
            throws IOException {
        Map<String, String> card = new LinkedHashMap<>();
        card.put("purpose", "Tells which language a name of a country, language or currency is written in.");
        card.put(
                "results",
                String.format(
                        Locale.ROOT,
                        "test accuracy %.4f, macro-F1 %.4f",
                        report.confusion().accuracy(),
                        report.confusion().macroF1()));
        classifier.save(out, card);
        TrainingCurves curves = TrainingCurves.of(result);
        curves.saveSvg(out.resolve("curves.svg"));
        curves.savePng(out.resolve("curves.png"));
        ConfusionPicture.of(report.confusion().counts(), classifier.languages().names())
                .savePng(out.resolve("confusion.png"));
    }

    private JsonObject results(NameData names, TrainedClassifier classifier, TrainingResult result, TestReport report) {
        List<JsonObject> confused = report.mostConfused().stream()
                .map(pair -> JsonObject.builder()
                        .put("languages", List.of(pair.first(), pair.second()))
                        .put("count", pair.count())
                        .build())
                .toList();
        return common.results(
                        LanguageId.NAME,
                        context,
                        result.trainSeconds(),
                        classifier.model().parameters())
                .put("testAccuracy", report.confusion().accuracy())
                .put("macroF1", report.confusion().macroF1())
                .put(
                        "validationAccuracy",
                        Objects.requireNonNull(result.best().validation().get("accuracy")))
                .put("trainExamplesPerSecond", result.examplesPerSecond())
                .put("epochs", result.history().size())
                .put("bestEpoch", result.bestEpoch())
                .put("quick", common.quick())
                .put("cell", classifier.architecture().cell().toString())
                .put("parameters", classifier.model().parameters().count())
                .put("languages", classifier.languages().size())
                .put("names", names.size())
                .put("mostConfused", confused)
                .build();
    }
}
