package org.rnn4j.examples.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.batch.EncodedText;
import org.rnn4j.data.batch.PairedBatches;
import org.rnn4j.data.batch.TextBatch;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.data.vocabulary.WordFeatures;
import org.rnn4j.examples.CommandLineRun;
import org.rnn4j.examples.text.TextData;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

class TransferTest {
    private static final RandomKey KEY = RandomKey.of(1);
    private static final Sizes SIZES = new Sizes(9, 11, 100, WordFeatures.NONE, 4, 5, 2);
    private static final String[] GOOD = {"fine", "lovely", "warm"};
    private static final String[] BAD = {"dull", "flat", "cold"};

    @TempDir
    Path folder;

    private static String text(boolean good, RandomStream random) {
        String[] words = good ? GOOD : BAD;
        return "the film is " + words[random.nextInt(3)] + " and " + words[random.nextInt(3)] + " .";
    }

    private static void write(Path file, int count, boolean rated, long seed) throws IOException {
        RandomStream random = RandomKey.of(seed).stream();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean good = i % 2 == 0;
            String label = good ? "pos" : "neg";
            lines.add((rated ? i + "\t" + label + "\t7\t" : label + "\t") + text(good, random));
        }
        Files.write(file, lines);
    }

    @Test
    void allModes_trainCompareAndSave() throws IOException {
        Path reviews = Files.createDirectories(folder.resolve("reviews"));
        Path task = Files.createDirectories(folder.resolve("task"));
        write(reviews.resolve("train.tsv"), 60, true, 1);
        write(task.resolve("train.tsv"), 120, false, 2);
        write(task.resolve("test.tsv"), 40, false, 3);
        Path json = folder.resolve("results.json");
        CommandLineRun run = CommandLineRun.of(
                "transfer",
                "--texts",
                reviews.toString(),
                "--data",
                task.toString(),
                "--embedding",
                "8",
                "--hidden",
                "8",
                "--samples",
                "5",
                "--epochs",
                "4",
                "--few-epochs",
                "4",
                "--repetitions",
                "2",
                "--learning-rate",
                "0.02",
                "--out",
                folder.resolve("out").toString(),
                "--json",
                json.toString());
        assertThat(run.status()).as(run.err()).isZero();
        JsonObject results = JsonObject.read(json);
        assertThat(results.number("testAccuracy")).isGreaterThan(0.9);
        for (Mode mode : Mode.values()) {
            assertThat(results.object("modes").object(mode.key()).keys())
                    .as("the test part is read by the chosen mode alone")
                    .containsExactly("validationAccuracy");
        }
        assertThat(validationAccuracy(results, results.string("mode")))
                .isEqualTo(Arrays.stream(Mode.values())
                        .mapToDouble(mode -> validationAccuracy(results, mode.key()))
                        .max()
                        .orElseThrow());
        assertThat(results.integer("trainedOn")).isEqualTo(120); // 108 to train, 12 to validate
        assertThat(folder.resolve("out/labels.svg")).content().contains("<svg", "<ellipse");
        for (String few : List.of("scratch200", "tuned200", "scratch1000", "tuned1000")) {
            assertThat(results.object(few).number("sd")).isGreaterThanOrEqualTo(0);
        }
        for (String few : List.of("naiveBayes200", "naiveBayes1000")) {
            assertThat(results.object(few).number("mean")).isBetween(0.5, 1.0);
        }
        assertThat(results.number("trainExamplesPerSecond")).isPositive();
        assertThat(results.number("trainSeconds")).isGreaterThan(results.number("readingSeconds"));
        assertThat(run.out()).contains("54 labels: from scratch").doesNotContain("200 labels"); // half of the 108
        assertThat(results.number("majorityAccuracy")).isEqualTo(0.5);
        CommandLineRun predicted = CommandLineRun.of(
                "transfer",
                "--predict",
                "a lovely film",
                "--model",
                folder.resolve("out").toString(),
                "--quiet");
        assertThat(predicted.out()).contains("pos").contains("neg");
    }

    private static double validationAccuracy(JsonObject results, String mode) {
        return results.object("modes").object(mode).number("validationAccuracy");
    }

    @Test
    void learningPart_isTrainingAndThenValidation() {
        List<LabelledText> texts = IntStream.range(0, 12)
                .mapToObj(i -> new LabelledText("word" + i, i % 2 == 0 ? "pos" : "neg"))
                .toList();
        TextData task = new TextData(
                texts.subList(0, 6),
                texts.subList(6, 10),
                texts.subList(10, 12),
                LabelSet.sorted(LabelledText.labels(texts)));
        List<LabelledText> read =
                Stream.of(texts, texts, texts).flatMap(List::stream).toList(); // words count thrice
        TransferData data = TransferData.of(read, task, null);
        assertThat(data.learning().size())
                .isEqualTo(data.train().size() + data.validation().size());
        assertThat(data.words().learning()).hasSize(data.learning().size());
        TransferData some = data.some(1);
        assertThat(some.words().learning()).hasSize(some.learning().size());
        for (int i = 0; i < some.learning().size(); i++) {
            assertThat(some.learning().texts().get(i).words())
                    .isEqualTo(data.vocabulary().encode(some.words().learning().get(i)));
        }
        assertThat(data.vocabulary().tokens().subList(0, data.readVocabulary().size()))
                .as("features have numbers behind those of words")
                .isEqualTo(data.readVocabulary().tokens());
        assertThat(data.vocabulary().tokens()).contains("word*");
        assertThat(data.readVocabulary().contains("word*")).isFalse();
    }

    @Test
    void frozenEncoder_keepsItsBits() throws IOException {
        Path file = folder.resolve("encoder.safetensors");
        SharedEncoder encoder = new SharedEncoder(SIZES, 0, KEY);
        ParameterFiles.save(file, Parameters.of("encoder", encoder), Map.of());
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            FineTuning tuning = new FineTuning(context, new TransferSettings(), SIZES, file, new Effort());
            FineTuning.Task task = new FineTuning.Task(labelled(), 3, 2);
            Classifier features = tuning.train(Mode.FEATURES, task, labelled(), KEY);
            assertThat(ParameterFiles.sha256(features.encoder().parameters()))
                    .isEqualTo(ParameterFiles.sha256(encoder.parameters()));
            Classifier tuned = tuning.train(Mode.INITIALIZE, task, labelled(), KEY);
            assertThat(ParameterFiles.sha256(tuned.encoder().parameters()))
                    .isNotEqualTo(ParameterFiles.sha256(encoder.parameters()));
        }
    }

    private static Labelled labelled() {
        return new Labelled(List.of(text(2, 3), text(4), text(5, 6, 7), text(8, 2)), new int[] {0, 1, 1, 0});
    }

    /** A text of these words, of which the even ones have a feature. */
    private static EncodedText text(int... words) {
        int[] features = Arrays.stream(words)
                .map(word -> word % 2 == 0 ? 9 + word / 2 % 2 : 0)
                .toArray();
        return new EncodedText(words, List.of(features));
    }

    @Test
    void vectorOfAWord_isItsOwnAndThatOfItsFeature() {
        SharedEncoder encoder = new SharedEncoder(SIZES, 0, KEY);
        float[] own = encoder.parameters().get("embedding.weight").values();
        float[] features = encoder.parameters().get("embedding_features.weight").values();
        assertThat(features).hasSize(3 * 4).startsWith(0f, 0f, 0f, 0f);
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                Tape tape = Tape.inference(context)) {
            float[] vectors = encoder.words(tape, TextBatch.of(List.of(text(5, 6, 8))))
                    .values()
                    .values();
            for (int i = 0; i < 4; i++) {
                assertThat(vectors[i]).isEqualTo(own[5 * 4 + i]); // no feature
                assertThat(vectors[4 + i]).isEqualTo(own[6 * 4 + i] + features[2 * 4 + i]); // entry 10
                assertThat(vectors[8 + i]).isEqualTo(own[8 * 4 + i] + features[4 + i]); // entry 9
            }
        }
    }

    @Test
    void encoder_beginsWithWhatHasRead() throws IOException {
        WordReader reader = new WordReader(SIZES, KEY.child("reader"));
        SavedReader.save(folder, reader, Vocabulary.of(List.of("a", "b", "c", "d", "e", "f", "g")));
        SharedEncoder untrained = new SharedEncoder(SIZES, 0, KEY);
        SharedEncoder encoder =
                SharedEncoder.startingFrom(SavedReader.open(folder).load(SIZES), SIZES, KEY);

        encoder.parameters().forEach((name, parameter) -> {
            boolean isRead = reader.parameters().asMap().containsKey(name);
            Parameters from = isRead ? reader.parameters() : untrained.parameters();
            assertThat(parameter.values()).as(name).isEqualTo(from.get(name).values());
        });
        assertThat(encoder.parameters().asMap().keySet())
                .containsAll(reader.parameters().asMap().keySet())
                .contains("embedding_features.weight", "recurrent.weight_hh_l0_reverse");
    }

    @Test
    void sizes_tellTheParameters() {
        Classifier model = new Classifier(new SharedEncoder(SIZES, 0, KEY), SIZES, 0, KEY);
        assertThat(SIZES.parameterCount()).isEqualTo(model.parameters().count());
        assertThat(Sizes.of(SIZES.toJson())).isEqualTo(SIZES);
    }

    /** Of texts with words of their own, so that a bigram tells which part it is from. */
    @Test
    void features_areThoseOfTheTrainingPart() {
        List<LabelledText> train = twice("learnt pair");
        List<LabelledText> validation = twice("chosen pair");
        List<LabelledText> test = twice("judged pair");
        TextData task = new TextData(train, validation, test, LabelSet.sorted(LabelledText.labels(train)));
        Vocabulary known = TransferData.of(twice("read pair"), task, null).vocabulary();
        assertThat(known.tokens()).contains("learnt pair").doesNotContain("chosen pair", "judged pair", "read pair");
    }

    private static List<LabelledText> twice(String text) {
        return List.of(new LabelledText(text, "pos"), new LabelledText(text, "neg"));
    }

    /** Dividing by so much leaves nothing of the rates below the head. */
    @Test
    void discrimination_holdsBackVectorsOfWordsAndFeatures() throws IOException {
        TransferSettings settings = new TransferSettings();
        Map<String, float[]> usual = tunedEncoder(Mode.FINE_TUNE, settings);
        settings.discrimination = 1e20;
        Map<String, float[]> held = tunedEncoder(Mode.FINE_TUNE, settings);
        SharedEncoder before = new SharedEncoder(SIZES, 0, KEY);
        for (String name : List.of("embedding.weight", "embedding_features.weight")) {
            float[] values = before.parameters().get(name).values();
            assertThat(usual.get(name)).as(name).isNotEqualTo(values);
            assertThat(held.get(name)).as(name).isEqualTo(values);
        }
    }

    @Test
    void wordLabels_teachEveryModeButFrozenFeatures() throws IOException {
        for (Mode mode : Mode.values()) {
            TransferSettings settings = new TransferSettings();
            float[] with = tunedEncoder(mode, settings).get("embedding.weight");
            settings.wordLabels = 0;
            float[] without = tunedEncoder(mode, settings).get("embedding.weight");
            assertThat(Arrays.equals(with, without)).as(mode.toString()).isEqualTo(mode == Mode.FEATURES);
        }
    }

    @Test
    void wordLabels_areLearntWithThoseOfTheReading() {
        assertThat(learnt(1)).isNotEqualTo(learnt(0));
    }

    private float[] learnt(double wordLabels) {
        TransferSettings settings = new TransferSettings();
        settings.wordLabels = wordLabels;
        SharedEncoder encoder = new SharedEncoder(SIZES, 0, KEY);
        Labelled reading = labelled().and(labelled());
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            new FineTuning(context, settings, SIZES, folder.resolve("none"), new Effort())
                    .learnLabels(encoder, reading, 1, List.of(), KEY);
        }
        return encoder.parameters().get("embedding.weight").toTensor().values();
    }

    /** The encoder's weights after training on a few texts; it begins with those from the same key. */
    private Map<String, float[]> tunedEncoder(Mode mode, TransferSettings settings) throws IOException {
        Path file = folder.resolve("encoder.safetensors");
        ParameterFiles.save(file, Parameters.of("encoder", new SharedEncoder(SIZES, 0, KEY)), Map.of());
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            Classifier model = new FineTuning(context, settings, SIZES, file, new Effort())
                    .train(mode, new FineTuning.Task(labelled(), 3, 2), labelled(), KEY);
            Map<String, float[]> values = new HashMap<>();
            model.encoder().parameters().forEach((name, parameter) -> values.put(name, parameter.values()));
            return values;
        }
    }

    @Test
    void sharedGradient_isTheWeightedSumOfBothTasks() {
        SharedEncoder encoder = new SharedEncoder(SIZES, 0, KEY.child("encoder"));
        Classifier first = new Classifier(encoder, SIZES, 0, KEY.child("first"));
        Classifier second = new Classifier(encoder, SIZES, 0, KEY.child("second"));
        Batch<TextBatch, int[]> own =
                new Batch<>(TextBatch.of(List.of(text(2, 3), text(4, 5, 6))), new int[] {0, 1}, 2);
        Batch<TextBatch, int[]> other = new Batch<>(TextBatch.of(List.of(text(7, 2, 8))), new int[] {1}, 1);
        TwoTasks.Joint joint = new TwoTasks.Joint(FineTuning.labels(first), FineTuning.labels(second), 0.5);
        assertThat(joint.parameters().asMap())
                .containsKeys("encoder.embedding.weight", "head.bias", "second.head.bias");
        Parameter shared = joint.parameters().get("encoder.recurrent.weight_hh_l0");
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                Tape tape = Tape.training(context, KEY)) {
            float[] both = gradient(tape, joint.loss(tape, new PairedBatches.Pair<>(own, other)), shared);
            float[] one = gradient(tape, loss(tape, first, own), shared);
            float[] two = gradient(tape, loss(tape, second, other), shared);
            for (int i = 0; i < both.length; i++) {
                assertThat(both[i]).isCloseTo(one[i] + 0.5f * two[i], within(1e-6f));
            }
            assertThat(two).isNotEqualTo(new float[two.length]);
        }
    }

    private static Var loss(Tape tape, Classifier model, Batch<TextBatch, int[]> batch) {
        return CrossEntropy.mean(model.forward(tape, batch.input()), batch.target());
    }

    private static float[] gradient(Tape tape, Var loss, Parameter parameter) {
        return Arrays.copyOf(tape.gradients(loss).of(parameter), parameter.count());
    }

    @Test
    void wrongInput_isOneLineAndStatusTwo() {
        assertRefused("expected --texts");
        assertRefused(
                "there is no such file or folder",
                "--texts",
                folder.resolve("none").toString(),
                "--data",
                folder.toString());
        assertRefused("--dropout: expected a rate", "--dropout", "1");
        assertRefused("--word-labels: expected a weight", "--word-labels", "-1");
    }

    @Test
    void unusableTask_isOneLineAndStatusTwo() throws IOException {
        Path reviews = Files.createDirectories(folder.resolve("reviews"));
        Path task = Files.createDirectories(folder.resolve("task"));
        write(reviews.resolve("train.tsv"), 20, true, 1);
        write(task.resolve("train.tsv"), 40, false, 2);
        String texts = reviews.toString();
        Files.write(task.resolve("test.tsv"), List.of("pos\twarm", "mixed\tneither"));
        assertRefused("the label 'mixed'", "--texts", texts, "--data", task.toString());
        Files.write(task.resolve("train.tsv"), List.of("pos\twarm", "pos\tfine"));
        assertRefused("expected texts of at least two labels", "--texts", texts, "--data", task.toString());
        Files.write(task.resolve("train.tsv"), List.of("pos\twarm", "neg\tcold"));
        Files.write(task.resolve("test.tsv"), List.of("pos\twarm"));
        assertRefused(task + ": ", "--texts", texts, "--data", task.toString());
        Files.write(task.resolve("test.tsv"), List.of());
        assertRefused("test.tsv: expected at least one row", "--texts", texts, "--data", task.toString());
    }

    /** The columns and the encoding are those of the options, for the texts to read too. */
    @Test
    void tables_areReadByColumnNames() throws IOException {
        Path texts = folder.resolve("texts.csv");
        Path task = folder.resolve("task.csv");
        writeTable(texts, 40, 1);
        writeTable(task, 100, 2);
        Path json = folder.resolve("results.json");
        List<String> arguments =
                new ArrayList<>(List.of("transfer", "--texts", texts.toString(), "--data", task.toString()));
        arguments.addAll(List.of("--text-column", "review", "--label-column", "mood", "--encoding", "UTF-16LE"));
        arguments.addAll(List.of("--quick", "--quiet", "--embedding", "8", "--hidden", "8", "--samples", "5"));
        arguments.addAll(List.of("--out", folder.resolve("out").toString(), "--json", json.toString()));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(JsonObject.read(json).integer("texts")).isEqualTo(40);
        arguments.set(arguments.indexOf("mood"), "colour");
        assertThat(CommandLineRun.of(arguments.toArray(String[]::new)).err()).contains("colour");
    }

    /** Published sets differ: the texts to read may have other columns and another encoding than the task. */
    @Test
    void tablesOfDifferentForms_areReadEachInItsOwn() throws IOException {
        Path texts = folder.resolve("texts.csv");
        Path task = Files.createDirectories(folder.resolve("task"));
        writeTable(texts, 40, 1);
        write(task.resolve("train.tsv"), 120, false, 2);
        Path json = folder.resolve("results.json");
        List<String> arguments =
                new ArrayList<>(List.of("transfer", "--texts", texts.toString(), "--data", task.toString()));
        arguments.addAll(List.of("--texts-text-column", "review", "--texts-label-column", "mood"));
        arguments.addAll(List.of("--quick", "--quiet", "--embedding", "8", "--hidden", "8", "--samples", "5"));
        arguments.addAll(List.of("--out", folder.resolve("out").toString(), "--json", json.toString()));
        arguments.addAll(List.of("--texts-encoding", "UTF-16LE"));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(JsonObject.read(json).integer("texts")).isEqualTo(40);
        arguments.set(arguments.indexOf("UTF-16LE"), "UTF-8");
        assertThat(CommandLineRun.of(arguments.toArray(String[]::new)).err()).contains("texts.csv");
        assertRefused(
                "--texts-no-header belong to a table, but " + task + " is a folder",
                "--texts",
                task.toString(),
                "--data",
                task.toString(),
                "--texts-no-header");
    }

    private static void writeTable(Path file, int count, long seed) throws IOException {
        RandomStream random = RandomKey.of(seed).stream();
        List<String> lines = new ArrayList<>(List.of("number,mood,review"));
        for (int i = 0; i < count; i++) {
            lines.add(i + "," + (i % 2 == 0 ? "gut" : "übel") + ",\"" + text(i % 2 == 0, random) + "\"");
        }
        Files.write(file, lines, StandardCharsets.UTF_16LE);
    }

    /** Another task may have other words: an encoder keeps those it has read. */
    @Test
    void encoder_isTakenFromAnEarlierRun() throws IOException {
        Path reviews = Files.createDirectories(folder.resolve("reviews"));
        Path task = Files.createDirectories(folder.resolve("task"));
        write(reviews.resolve("train.tsv"), 60, true, 1);
        write(task.resolve("train.tsv"), 60, false, 2);
        write(task.resolve("test.tsv"), 20, false, 3);
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        CommandLineRun reading = quick(reviews, task, first, "--seed", "1");
        assertThat(reading.status()).as(reading.err()).isZero();
        CommandLineRun taking = quick(reviews, task, second, "--seed", "2", "--encoder", first.toString());
        assertThat(taking.status()).as(taking.err()).isZero();
        assertThat(reading.out()).contains("perplexity");
        assertThat(taking.out()).doesNotContain("perplexity").contains("fine-tune");
        assertThat(second.resolve("language-model-words.json"))
                .hasSameBinaryContentAs(first.resolve("language-model-words.json"));
        CommandLineRun vectors = CommandLineRun.of(
                "sentiment",
                "--data",
                task.toString(),
                "--vectors",
                first.toString(),
                "--quick",
                "--quiet",
                "--out",
                folder.resolve("vectors").toString());
        assertThat(vectors.status()).as(vectors.err()).isZero();
        Files.writeString(first.resolve("language-model-words.json"), "{}");
        assertThat(quick(reviews, task, second, "--encoder", first.toString()).err())
                .contains("--encoder ", "language-model-words.json");
    }

    private static CommandLineRun quick(Path reviews, Path task, Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("transfer", "--texts", reviews.toString()));
        arguments.addAll(List.of("--data", task.toString(), "--out", out.toString(), "--quick"));
        arguments.addAll(List.of("--embedding", "8", "--hidden", "8", "--samples", "5"));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void pieces_coverEachTextAndKeepItsLabel() {
        Labelled texts = new Labelled(List.of(text(2, 3, 4, 5, 6), text(7)), new int[] {1, 0});
        Labelled pieces = texts.pieces(3);
        assertThat(pieces.words()).containsExactly(new int[] {2, 3, 4}, new int[] {4, 5, 6}, new int[] {7});
        assertThat(pieces.texts().get(1).features())
                .containsExactly(text(4, 5, 6).features().get(0));
        assertThat(pieces.labels()).containsExactly(1, 1, 0);
    }

    private static void assertRefused(String message, String... arguments) {
        List<String> all = new ArrayList<>(List.of("transfer"));
        all.addAll(List.of(arguments));
        CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
        assertThat(run.err()).contains(message);
        assertThat(run.err().strip().lines()).hasSize(1);
        assertThat(run.status()).isEqualTo(2);
    }
}
