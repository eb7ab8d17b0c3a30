package org.rnn4j.examples.languageid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.Checkpointing;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.ModelOption;
import org.rnn4j.examples.Prediction;
import org.rnn4j.kernel.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The example {@code language-id}: its options, and the three things it does: train, export, predict. */
@Command(
        name = LanguageId.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "Which language is this name written in?",
        description = {
            "",
            "Trains a bidirectional recurrent network on the names of countries, languages and currencies in the"
                    + " languages that the JDK knows, says how well it does on names it has not seen, and saves it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rnn4j language-id",
            "  rnn4j language-id --cell gru --hidden 64 --out runs/small",
            "  rnn4j language-id --resume        (Ctrl-C stops it, the same command goes on)",
            "  rnn4j language-id --export names.tsv",
            "  rnn4j language-id --predict \"Vereinigte Staaten\" --model runs/language-id"
        })
public final class LanguageId implements Callable<Integer> {
    static final String NAME = "language-id";

    static final Prediction.Terms TERMS = new Prediction.Terms("name", "language", "languages", 10_000);

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Read the names and their split from this file instead: UTF-8 text, tab-separated, with the"
                    + " header language, name, split (train, validation or test).")
    private @Nullable Path data;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Write the names and their split to such a file. Training follows if --out, --json or"
                    + " --quick is given.")
    private @Nullable Path export;

    @Option(
            names = "--predict",
            paramLabel = "NAME",
            arity = "0..1",
            fallbackValue = Prediction.STANDARD_INPUT,
            description = "Do not train, but print the five likeliest languages of this name; without NAME, of every"
                    + " line of standard input that is not blank.")
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
        CommonOptions.requireName("--export", export);
        if (predict != null) {
            predict(predict);
            return 0;
        }
        model.refuseForTraining("--predict");
        NameData names = data == null ? NameData.ofLocales(common.key().child("split")) : NameData.read(data);
        if (export != null) {
            names.write(export);
            common.say(
                    "wrote %,d names in %d languages to %s",
                    names.size(), names.languages().size(), export);
            if (!common.wantsResults()) {
                return 0;
            }
        }
        try (Context context = common.openContext()) {
            new LanguageIdRun(common, settings, checkpointing, context).run(names);
        }
        return 0;
    }

    private void predict(String name) throws IOException {
        TrainedClassifier classifier = TrainedClassifier.load(model.folder(common, "--predict"));
        Prediction.run(common, NAME, TERMS, classifier.model(), classifier::answering, name);
    }
}
