package org.rnn4j.examples.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.ModelOption;
import org.rnn4j.examples.Prediction;
import org.rnn4j.examples.text.TextDataOptions;
import org.rnn4j.kernel.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The example {@code transfer}: its options, and the two things it does: train, predict. */
@Command(
        name = Transfer.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "Read much, then learn from few labels.",
        description = {
            "",
            "Trains a language model on many texts, and from it classifiers of other texts in four ways: the weights as a"
                    + " start, the frozen encoder, fine-tuning from the top, and two tasks at once; beside the"
                    + " same network from scratch, with all labels and with few.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rnn4j transfer --texts imdb --data rt_polarity",
            "  rnn4j transfer --predict \"a quiet little masterpiece\" --model runs/transfer"
        })
public final class Transfer implements Callable<Integer> {
    static final String NAME = "transfer";

    private static final Prediction.Terms TERMS = new Prediction.Terms("text", "label", "labels", 100_000);
    private static final String PREDICT = "--predict";
    private static final int QUICK_TEXTS = 60;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Mixin
    private TextDataOptions data = new TextDataOptions();

    @Option(
            names = PREDICT,
            paramLabel = "TEXT",
            arity = "0..1",
            fallbackValue = Prediction.STANDARD_INPUT,
            description = "Do not train, but print the likeliest labels of this text; without TEXT, of every line of"
                    + " standard input that is not blank.")
    private @Nullable String predict;

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private TransferSettings settings = new TransferSettings();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        settings.validate();
        common.requireWritable(NAME);
        reading.validate();
        if (predict != null) {
            predict(predict);
            return 0;
        }
        model.refuseForTraining(PREDICT);
        Path texts = reading.requireTexts();
        data.requireData();
        SavedReader known = settings.encoder == null ? null : SavedReader.open(settings.encoder);
        TransferData all = read(texts, known);
        try (Context context = common.openContext()) {
            new TransferRun(common, settings, context).run(common.quick() ? all.some(QUICK_TEXTS) : all, known);
        }
        return 0;
    }

    private TransferData read(Path texts, @Nullable SavedReader known) {
        List<LabelledText> all = data.readOther(texts, reading.form(texts, data.form()), common);
        int most = common.quick() ? Math.min(QUICK_TEXTS, settings.textsToRead) : settings.textsToRead;
        return TransferData.of(
                all.subList(0, Math.min(most, all.size())),
                data.read(common),
                known == null ? null : known.vocabulary());
    }

    private void predict(String text) throws IOException {
        var content = TrainedClassifier.FOLDER.load(model.folder(common, PREDICT));
        Prediction.run(common, NAME, TERMS, content.model(), context -> new TrainedClassifier(content, context), text);
    }
}
