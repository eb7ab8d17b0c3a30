package org.rnn4j.examples.languagemodel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.Checkpointing;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.ModelOption;
import org.rnn4j.examples.Prediction;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The example {@code language-model}: its options, and the three things it does: train, generate, predict. */
@Command(
        name = LanguageModel.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "Which word or character comes next?",
        description = {
            "",
            "Trains a recurrent language model on a text by truncated backpropagation through time, says how well it"
                    + " foresees a text it has not seen, beside a unigram model, and saves it. A saved model writes on.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rnn4j language-model --data ptb",
            "  rnn4j language-model --data ptb --cells lstm,gru --tied --locked-dropout 0.3 --weight-dropout 0.3",
            "  rnn4j language-model --data input.txt --level characters --out runs/characters",
            "  rnn4j language-model --generate \"ROMEO:\" --temperature 0.8 --length 500 --model runs/characters"
        })
public final class LanguageModel implements Callable<Integer> {
    static final String NAME = "language-model";

    private static final Prediction.Terms TERMS = new Prediction.Terms("text", "token", "tokens", 100_000);

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description =
                    "A folder with text files (.txt or .txt.gz) that have train, valid and test in their names, or"
                            + " one text file, whose last tenth validates. UTF-8.")
    private @Nullable Path data;

    @Option(
            names = "--generate",
            paramLabel = "PROMPT",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "Do not train, but write on behind the prompt, token by token; without PROMPT from the beginning"
                            + " of a line. --seed chooses.")
    private @Nullable String generate;

    @Option(
            names = "--predict",
            paramLabel = "TEXT",
            arity = "0..1",
            fallbackValue = Prediction.STANDARD_INPUT,
            description =
                    "Do not train, but print the five likeliest tokens behind this text; without TEXT, behind every"
                            + " line of standard input that is not blank.")
    private @Nullable String predict;

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private GenerationOptions generation = new GenerationOptions();

    @Mixin
    private Settings settings = new Settings();

    @Mixin
    private Checkpointing checkpointing = new Checkpointing();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        settings.validate();
        generation.validate(generate != null);
        common.requireWritable(NAME);
        CommonOptions.requireName("--data", data);
        if (generate != null || predict != null) {
            use();
            return 0;
        }
        model.refuseForTraining("--generate", "--predict");
        if (data == null) {
            throw new UserError("expected --data with the text to learn from, or --generate or --predict with a trained"
                    + " model");
        }
        TextData text = TextData.read(data, settings.level(), settings.minimumCount);
        try (Context context = common.openContext()) {
            new LanguageModelRun(common, settings, checkpointing, context).run(text);
        }
        return 0;
    }

    private void use() throws IOException {
        if (generate != null && predict != null) {
            throw new UserError("choose one of --generate and --predict");
        }
        TrainedModel trained = TrainedModel.load(
                generate == null
                        ? model.folder(common, "--predict")
                        : model.folder(common, "--generate", "--length", "--temperature", "--top-k", "--top-p"));
        try (Context context = common.openContext()) {
            Generation using = new Generation(trained, context);
            JsonObject.Builder results =
                    common.results(NAME, context, 0, trained.network().parameters());
            if (generate != null) {
                results.put("text", generate(using, generate));
            } else {
                results.put("predictions", predict(using).answers());
            }
            common.write(results.build());
        }
    }

    private String generate(Generation using, String prompt) {
        String remark = using.remark(prompt);
        if (!remark.isEmpty() && !common.quiet()) {
            System.err.println("the prompt: " + remark);
        }
        return using.write(
                prompt,
                generation.length(),
                generation.sampling(using.excluded()),
                common.key().child("generate"),
                System.out);
    }

    private Prediction predict(Generation using) throws IOException {
        Prediction prediction = new Prediction(using, TERMS, System.out);
        prediction.answerTextOrLines(String.valueOf(predict));
        return prediction;
    }
}
