package org.rnn4j.examples.languagemodel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.baseline.UnigramModel;
import org.rnn4j.data.metric.BitsPerCharacter;
import org.rnn4j.data.metric.Perplexity;
import org.rnn4j.examples.Checkpointing;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.optim.report.TrainingCurves;
import org.rnn4j.recurrent.Sampling;

/** One run of the example: trains, judges, tells and saves. */
final class LanguageModelRun {
    private static final int QUICK_TRAIN = 6_000;
    private static final int QUICK_OTHERS = 1_000;
    private static final int QUICK_EPOCHS = 2;
    private static final int SAMPLE_TOKENS = 60;
    private static final double SAMPLE_TEMPERATURE = 0.8;

    private final CommonOptions common;
    private final Settings settings;
    private final Checkpointing checkpointing;
    private final Context context;

    /**
     * The mean losses of the network and of the unigram model on one text, in nats for each token.
     *
     * @param network of the network
     * @param unigram of the unigram model
     */
    private record Losses(double network, double unigram) {}

    LanguageModelRun(CommonOptions common, Settings settings, Checkpointing checkpointing, Context context) {
        this.common = common;
        this.settings = settings;
        this.checkpointing = checkpointing;
        this.context = context;
    }

    void run(TextData all) throws IOException {
        TextData data = common.quick() ? all.first(QUICK_TRAIN, QUICK_OTHERS) : all;
        int epochs = common.quick() ? Math.min(QUICK_EPOCHS, settings.epochs()) : settings.epochs();
        Path out = common.createOut(LanguageModel.NAME);

        Training training = new Training(context, settings, common.key());
        TrainedModel model = training.untrained(data);
        describe(data, model);
        TrainingResult result = training.run(
                model,
                data,
                epochs,
                common.listeners(out.resolve("metrics.csv"), "tokens"),
                trainer -> checkpointing.run(trainer, common, out));

        UnigramModel unigram = UnigramModel.of(data.train(), data.vocabulary().size());
        Losses validation = losses(training, model, unigram, data.validation());
        Losses test = data.test() == null ? null : losses(training, model, unigram, data.test()); // its only use
        common.say("");
        tell("validation", validation);
        if (test != null) {
            tell("test", test);
        }
        save(out, model, result, validation, test);
        String sample = sample(model);
        common.say("the model, its figures and curves are in %s", out);
        common.say("try it: ./rnn4j %s --generate --model %s", LanguageModel.NAME, out);
        common.write(results(data, model, result, validation, test, sample));
    }

    private void describe(TextData data, TrainedModel model) {
        Architecture sizes = model.sizes();
        common.say(
                "%,d %s to train, %,d to validate, %,d to test; %,d in the vocabulary",
                data.train().length,
                sizes.level(),
                data.validation().length,
                data.test() == null ? 0 : data.test().length,
                sizes.tokens());
        common.say(
                "embedding %d, %s with %s units, %s softmax: %,d parameters",
                sizes.embedding(),
                sizes.cells().stream()
                        .map(cell -> cell.toUpperCase(Locale.ROOT))
                        .collect(Collectors.joining(" then ")),
                sizes.widths(),
                sizes.tied() ? "tied" : "own",
                model.network().parameters().count());
    }

    private Losses losses(Training training, TrainedModel model, UnigramModel unigram, int[] text) {
        return new Losses(training.nats(model.network(), text), unigram.meanNats(text));
    }

    private void tell(String text, Losses losses) {
        common.say("%s: %s; unigram: %s", text, figures(losses.network()), figures(losses.unigram()));
        if (!(losses.network() < losses.unigram())) {
            common.say("the network does not beat the unigram model on the %s text", text);
        }
    }

    private String figures(double nats) {
        return settings.level() == Level.WORDS
                ? String.format(Locale.ROOT, "%.4f nats a word, perplexity %.2f", nats, Perplexity.of(nats))
                : String.format(Locale.ROOT, "%.4f nats a character, %.4f bits", nats, BitsPerCharacter.of(nats));
    }

    private void save(Path out, TrainedModel model, TrainingResult result, Losses validation, @Nullable Losses test)
            throws IOException {
        Map<String, String> card = new LinkedHashMap<>();
        card.put("purpose", "Says which of its " + model.sizes().level() + " comes next, and writes on.");
        card.put(
                "results",
                "validation: " + figures(validation.network())
                        + (test == null ? "" : "; test: " + figures(test.network())));
        model.save(out, card);
        TrainingCurves curves = TrainingCurves.of(result);
        curves.saveSvg(out.resolve("curves.svg"));
        curves.savePng(out.resolve("curves.png"));
    }

    private String sample(TrainedModel model) {
        if (common.quiet()) {
            return "";
        }
        common.say("");
        common.say("what it writes at temperature %s:", SAMPLE_TEMPERATURE);
        common.say("");
        Generation generation = new Generation(model, context);
        Sampling sampling = Sampling.plain().temperature(SAMPLE_TEMPERATURE).excluding(generation.excluded());
        int length = settings.level() == Level.WORDS ? SAMPLE_TOKENS : 5 * SAMPLE_TOKENS;
        String text = generation.write("", length, sampling, common.key().child("sample"), System.out);
        common.say("");
        return text;
    }

    private JsonObject results(
            TextData data,
            TrainedModel model,
            TrainingResult result,
            Losses validation,
            @Nullable Losses test,
            String sample) {
        JsonObject.Builder json = common.results(
                        LanguageModel.NAME,
                        context,
                        result.trainSeconds(),
                        model.network().parameters())
                .put("level", model.sizes().level().toString());
        put(json, "valid", validation);
        if (test != null) {
            put(json, "test", test);
        }
        return json.put("trainTokensPerSecond", result.examplesPerSecond())
                .put("epochs", result.history().size())
                .put("bestEpoch", result.bestEpoch())
                .put("quick", common.quick())
                .put("parameters", model.network().parameters().count())
                .put("vocabulary", model.sizes().tokens())
                .put("trainTokens", data.train().length)
                .put("sample", sample)
                .build();
    }

    private void put(JsonObject.Builder json, String text, Losses losses) {
        json.put(text + "Nats", losses.network()).put(text + "UnigramNats", losses.unigram());
        if (settings.level() == Level.WORDS) {
            json.put(text + "Perplexity", Perplexity.of(losses.network()))
                    .put(text + "UnigramPerplexity", Perplexity.of(losses.unigram()));
        } else {
            json.put(text + "BitsPerCharacter", BitsPerCharacter.of(losses.network()))
                    .put(text + "UnigramBitsPerCharacter", BitsPerCharacter.of(losses.unigram()));
        }
    }
}
