package org.rnn4j.examples.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.data.baseline.MajorityClass;
import org.rnn4j.data.split.Fractions;
import org.rnn4j.data.split.Split;
import org.rnn4j.examples.ClassifierFolder;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.Spread;
import org.rnn4j.examples.text.TextWords;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.report.LinePicture;
import org.rnn4j.optim.report.TrainingCurves;
import org.rnn4j.tensor.RandomKey;

/** One run of the example: reads, learns in every mode, compares on few labels, tells and saves. */
final class TransferRun {
    private static final int[] FEW = {200, 1000};
    private static final int QUICK_FEW = 40;
    private static final int QUICK_EPOCHS = 3;
    private static final int QUICK_REPETITIONS = 2;

    private final CommonOptions common;
    private final TransferSettings settings;
    private final Context context;

    /** The mode that was chosen, its network and the part of the test texts that it gets right. */
    private record Chosen(Mode mode, Classifier model, double test) {}

    /** From scratch, fine-tuned and by naive Bayes with so many labels. */
    private record FewLabels(int count, int size, Spread scratch, Spread tuned, Spread naiveBayes) {}

    /** What simple rules get right of the test part, with all labels. */
    private record Baselines(double naiveBayes, double majority) {}

    TransferRun(CommonOptions common, TransferSettings settings, Context context) {
        this.common = common;
        this.settings = settings;
        this.context = context;
    }

    /** Runs; with an encoder that has read already, it is not to read again. */
    void run(TransferData data, @Nullable SavedReader known) throws IOException {
        Path out = common.createOut(Transfer.NAME);
        RandomKey key = common.key();
        Sizes sizes = new Sizes(
                data.readVocabulary().size(),
                data.vocabulary().size(),
                data.encoder().longest(),
                data.encoder().features(),
                settings.embedding,
                settings.hidden,
                data.labels().size());
        common.say(
                "%,d texts to read; %,d labelled texts to train, %,d to validate, %,d to test; %,d words and %,d features",
                data.reading().size(),
                data.train().size(),
                data.validation().size(),
                data.test().size(),
                sizes.words(),
                sizes.tokens() - sizes.words());
        Effort effort = new Effort();
        FineTuning tuning = new FineTuning(context, settings, sizes, encoderFile(out), effort);
        Map<String, Double> encoded = encode(known, data, sizes, tuning, out, key);
        Map<Mode, Double> validated = compare(tuning, data, key.child("all labels"));
        Chosen chosen = learnAll(best(validated), tuning, data, key.child("chosen"));
        List<FewLabels> few = fewLabels(tuning, data, key.child("few labels"));
        Baselines baselines = new Baselines(data.naiveBayes(), majority(data));
        tell(baselines, chosen, few);
        save(out, sizes, data, chosen);
        picture(out, data, chosen, few);
        common.say("the model, its figures and curves are in %s", out);
        common.say("try it: ./rnn4j %s --predict \"...\" --model %s", Transfer.NAME, out);
        common.write(results(data, encoded, effort, validated, chosen, baselines, few));
    }

    private static Path encoderFile(Path out) {
        return out.resolve("encoder.safetensors");
    }

    /** Makes the encoder that all modes start from: reads, or takes what was read before, and learns the labels. */
    private Map<String, Double> encode(
            @Nullable SavedReader known, TransferData data, Sizes sizes, FineTuning tuning, Path out, RandomKey key)
            throws IOException {
        Map<String, Double> figures = new LinkedHashMap<>();
        WordReader reader;
        if (known == null) {
            Reading.Outcome reading = read(data, sizes, out, key.child("reading"));
            reader = reading.reader();
            figures.put("readingSeconds", reading.result().trainSeconds());
            figures.put("readingPerplexity", reading.perplexity());
            figures.put("trainTokensPerSecond", reading.result().examplesPerSecond());
        } else {
            reader = known.load(sizes);
        }
        SavedReader.save(out, reader, data.readVocabulary());
        SharedEncoder encoder = SharedEncoder.startingFrom(reader, sizes, key.child("encoder"));
        int epochs = common.quick() ? Math.min(1, settings.labelEpochs) : settings.labelEpochs;
        if (epochs > 0) {
            common.say("");
            common.say("learning the labels of the texts to read:");
            List<TrainingListener> listeners = common.listeners(out.resolve("reading-labels.csv"), "pieces");
            double accuracy = tuning.learnLabels(encoder, data.reading(), epochs, listeners, key.child("labels"));
            common.say("accuracy on pieces of others, whose labels it has not learnt: %.4f", accuracy);
            figures.put("readLabelsAccuracy", accuracy);
        }
        ParameterFiles.save(encoderFile(out), Parameters.of("encoder", encoder), Map.of("format", "pt"));
        return figures;
    }

    private Reading.Outcome read(TransferData data, Sizes sizes, Path out, RandomKey key) throws IOException {
        common.say("");
        common.say("reading, as a language model:");
        List<TrainingListener> listeners = common.listeners(out.resolve("reading.csv"), "tokens");
        int epochs = common.quick() ? 1 : settings.readingEpochs;
        Reading.Outcome outcome =
                new Reading(context, settings, key).run(sizes, data.reading().words(), epochs, listeners);
        common.say("perplexity on texts it has not read: %.1f of %,d words", outcome.perplexity(), sizes.words());
        TrainingCurves.of(outcome.result()).saveSvg(out.resolve("curves.svg"));
        return outcome;
    }

    /** The part of the validation texts that each mode gets right after learning from the training part. */
    private Map<Mode, Double> compare(FineTuning tuning, TransferData data, RandomKey key) throws IOException {
        common.say("");
        common.say("with the labels of the training part (accuracy of validation):");
        Map<Mode, Double> validated = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            Classifier model = tuning.train(mode, task(data.train()), data.reading(), key.child(mode.key()));
            double accuracy = tuning.accuracy(model, data.validation());
            validated.put(mode, accuracy);
            common.say("  %-16s %.4f", mode, accuracy);
        }
        return validated;
    }

    private FineTuning.Task task(Labelled texts) {
        return new FineTuning.Task(texts, common.quick() ? QUICK_EPOCHS : settings.epochs, settings.batch);
    }

    /** The mode that is best on the validation part; of equal ones the first. */
    private static Mode best(Map<Mode, Double> validated) {
        return Collections.max(validated.entrySet(), Map.Entry.comparingByValue())
                .getKey();
    }

    /** Trains the chosen mode as before, on the validation texts too, and reads the test part, once. */
    private Chosen learnAll(Mode mode, FineTuning tuning, TransferData data, RandomKey key) throws IOException {
        Classifier model = tuning.train(mode, task(data.learning()), data.reading(), key);
        return new Chosen(mode, model, tuning.accuracy(model, data.test()));
    }

    /** From scratch and fine-tuned on small sets, which are other ones for each seed. */
    private List<FewLabels> fewLabels(FineTuning tuning, TransferData data, RandomKey key) throws IOException {
        List<FewLabels> rows = new ArrayList<>();
        common.say("");
        common.say("with few labels (test accuracy):");
        for (int count : FEW) {
            int size = sizeOf(count, data);
            List<Double> scratch = new ArrayList<>();
            List<Double> tuned = new ArrayList<>();
            List<Double> naiveBayes = new ArrayList<>();
            for (int repetition = 0; repetition < repetitions(); repetition++) {
                RandomKey own = key.child(count).child(repetition);
                int[] chosen = sample(data.train(), size, own.child("sample"));
                int epochs = common.quick() ? QUICK_EPOCHS : settings.fewEpochs;
                FineTuning.Task task =
                        new FineTuning.Task(data.train().pick(chosen), epochs, Math.max(1, settings.batch / 2));
                scratch.add(accuracy(Mode.SCRATCH, tuning, task, data, own));
                tuned.add(accuracy(Mode.FINE_TUNE, tuning, task, data, own));
                naiveBayes.add(data.naiveBayes(chosen));
                common.say(
                        "  %,d labels, set %d: from scratch %.4f, fine-tuned %.4f, naive Bayes %.4f",
                        size,
                        repetition + 1,
                        scratch.get(repetition),
                        tuned.get(repetition),
                        naiveBayes.get(repetition));
            }
            rows.add(new FewLabels(count, size, new Spread(scratch), new Spread(tuned), new Spread(naiveBayes)));
        }
        return rows;
    }

    /** As many of so many labels as there can be: half of the training part remains to choose from. */
    private int sizeOf(int count, TransferData data) {
        return common.quick() ? QUICK_FEW : Math.min(count, data.train().size() / 2);
    }

    private int repetitions() {
        return common.quick() ? QUICK_REPETITIONS : settings.repetitions;
    }

    private static int[] sample(Labelled train, int size, RandomKey key) {
        double part = (double) size / train.size();
        return Split.stratified(train.labels(), new Fractions(part, 0, 1 - part), key)
                .train();
    }

    private double accuracy(Mode mode, FineTuning tuning, FineTuning.Task task, TransferData data, RandomKey key)
            throws IOException {
        return tuning.accuracy(tuning.train(mode, task, data.reading(), key), data.test());
    }

    private void tell(Baselines baselines, Chosen chosen, List<FewLabels> few) {
        common.say("");
        common.say(
                "best on the validation part: %s; after training on that part too, test accuracy %.4f",
                chosen.mode(), chosen.test());
        common.say("naive Bayes %.4f, majority class %.4f", baselines.naiveBayes(), baselines.majority());
        if (!(chosen.test() > baselines.naiveBayes())) {
            common.say("the network does not beat naive Bayes on the test part");
        }
        common.say("");
        common.say("with few labels (test accuracy, mean and standard deviation over %d seeds):", repetitions());
        for (FewLabels row : few) {
            common.say(
                    "  %,5d labels: from scratch %s, fine-tuned %s, naive Bayes %s",
                    row.size(), row.scratch(), row.tuned(), row.naiveBayes());
            if (!(row.tuned().mean() > row.naiveBayes().mean())) {
                common.say("  with %,d labels the fine-tuned network does not beat naive Bayes", row.size());
            }
        }
        common.say("");
    }

    private static double majority(TransferData data) {
        return MajorityClass.fit(data.learning().labels(), data.labels().size())
                .accuracy(data.test().labels());
    }

    private void save(Path out, Sizes sizes, TransferData data, Chosen chosen) throws IOException {
        Map<String, String> card = new LinkedHashMap<>();
        card.put("purpose", "Chooses one of the labels " + data.labels().names() + " for a short text.");
        card.put("results", String.format(Locale.ROOT, "%s: test accuracy %.4f", chosen.mode(), chosen.test()));
        TrainedClassifier.FOLDER.save(
                out,
                new ClassifierFolder.Content<>(
                        sizes, chosen.model(), TextWords.TOKENIZER, data.vocabulary(), data.labels()),
                card);
    }

    /** Draws accuracy against the number of labels, with a bar of one standard deviation each way for the small sets. */
    private static void picture(Path out, TransferData data, Chosen chosen, List<FewLabels> few) throws IOException {
        LinePicture.Line all = new LinePicture.Line(
                chosen.mode() + ", all labels", new double[] {data.learning().size()}, new double[] {chosen.test()});
        LinePicture.of(List.of(new LinePicture.Panel(
                        "Accuracy by the number of labels",
                        "labelled texts",
                        "test accuracy",
                        List.of(
                                line("fine-tuned", few, FewLabels::tuned),
                                line("from scratch", few, FewLabels::scratch),
                                line("naive Bayes", few, FewLabels::naiveBayes),
                                all),
                        Map.of(),
                        LinePicture.Axis.LOGARITHMIC)))
                .saveSvg(out.resolve("labels.svg"));
    }

    private static LinePicture.Line line(String name, List<FewLabels> few, Function<FewLabels, Spread> spread) {
        return new LinePicture.Line(
                name,
                few.stream().mapToDouble(FewLabels::size).toArray(),
                few.stream().mapToDouble(row -> spread.apply(row).mean()).toArray(),
                few.stream().mapToDouble(row -> spread.apply(row).deviation()).toArray());
    }

    private JsonObject results(
            TransferData data,
            Map<String, Double> encoded,
            Effort effort,
            Map<Mode, Double> validated,
            Chosen chosen,
            Baselines baselines,
            List<FewLabels> few) {
        JsonObject.Builder modes = JsonObject.builder();
        validated.forEach((mode, accuracy) -> modes.put(
                mode.key(),
                JsonObject.builder().put("validationAccuracy", accuracy).build()));
        JsonObject.Builder json = common.results(
                        Transfer.NAME,
                        context,
                        effort.seconds() + encoded.getOrDefault("readingSeconds", 0.0),
                        chosen.model().parameters())
                .put("testAccuracy", chosen.test())
                .put("mode", chosen.mode().key())
                .put("modes", modes.build());
        encoded.forEach(json::put);
        few.forEach(row -> json.put("scratch" + row.count(), row.scratch().toJson())
                .put("tuned" + row.count(), row.tuned().toJson())
                .put("naiveBayes" + row.count(), row.naiveBayes().toJson()));
        return json.put("trainExamplesPerSecond", effort.examplesPerSecond())
                .put("naiveBayesAccuracy", baselines.naiveBayes())
                .put("majorityAccuracy", baselines.majority())
                .put("repetitions", repetitions())
                .put("fewLabels", few.stream().map(FewLabels::size).toList())
                .put("trainedOn", data.learning().size())
                .put("labelEpochs", settings.labelEpochs)
                .put("wordLabels", settings.wordLabels)
                .put("quick", common.quick())
                .put("texts", data.reading().size())
                .put("words", data.readVocabulary().size())
                .put(
                        "features",
                        data.vocabulary().size() - data.readVocabulary().size())
                .build();
    }
}
