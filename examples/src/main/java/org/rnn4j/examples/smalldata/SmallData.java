package org.rnn4j.examples.smalldata;

import static org.rnn4j.examples.Requirements.requireBetween;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rnn4j.data.table.TableFormat;
import org.rnn4j.data.table.TableWriter;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.Spread;
import org.rnn4j.examples.sentiment.Recipe;
import org.rnn4j.examples.text.TextData;
import org.rnn4j.examples.text.TextDataOptions;
import org.rnn4j.examples.text.WordKnowledge;
import org.rnn4j.examples.text.WordOptions;
import org.rnn4j.io.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The example {@code small-data}: each technique on and off, with several seeds, and accuracy by the number of texts. */
@Command(
        name = SmallData.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "Which techniques help when there are few texts?",
        description = {
            "",
            "Trains the models of sentiment again and again: the plain one with each technique added, the recipe for"
                    + " small data with each left out, and both on more and more texts. All figures are accuracies on the"
                    + " test texts.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rnn4j small-data --data rt_polarity",
            "  rnn4j small-data --data reviews.csv --texts 500"
        })
public final class SmallData implements Callable<Integer> {
    static final String NAME = "small-data";

    private static final int[] SIZES = {100, 500, 2000};
    private static final int QUICK_TEXTS = 100;
    private static final int QUICK_TEST = 100;
    private static final int QUICK_ROWS = 4;
    private static final int LEAST_TEXTS = 40;
    private static final int MOST_SEEDS = 100;

    @Mixin
    private TextDataOptions data = new TextDataOptions();

    @Mixin
    private WordOptions words = new WordOptions();

    @Option(
            names = "--texts",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Compare the techniques on so many labelled texts, those for validation included. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int texts = 2000;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "With so many seeds, from --seed on. Default: ${DEFAULT-VALUE}.")
    private int seeds = 3;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        requireBetween("--texts", texts, LEAST_TEXTS, Integer.MAX_VALUE);
        requireBetween("--seeds", seeds, 1, MOST_SEEDS);
        common.requireWritable(NAME);
        WordKnowledge known = words.read();
        TextData all = data.read(common);
        if (common.quick()) {
            run(all.sample(QUICK_TEXTS, QUICK_TEST, common.key().child("quick")), known, 1);
        } else {
            run(all, known, seeds);
        }
        return 0;
    }

    private void run(TextData all, WordKnowledge known, int repeats) throws IOException {
        Path out = common.createOut(NAME);
        int labelled = all.trainAndValidation().size();
        common.say(
                repeats == 1
                        ? "%,d labelled texts, %,d to judge by; every figure is of one seed, so it has no deviation"
                        : "%,d labelled texts, %,d to judge by; every figure is a mean +- standard deviation over %d seeds",
                labelled,
                all.test().size(),
                repeats);
        List<TechniqueRow> techniques;
        List<SizeRow> sizes;
        JsonObject.Builder results;
        try (Trials trials = new Trials(common, all, known, repeats)) {
            techniques = techniques(trials, Techniques.all(known.vectors() != null), Math.min(texts, labelled));
            sizes = sizes(trials, labelled);
            results = trials.results(NAME);
        }
        TableWriter.write(
                out.resolve("techniques.csv"),
                TableFormat.CSV,
                TechniqueRow.COLUMNS,
                techniques.stream().map(TechniqueRow::fields).toList());
        new SizesPicture(sizes).save(out);
        common.say("the table and the picture are in %s", out);
        common.write(results.put("labelledTexts", labelled)
                .put("techniqueTexts", Math.min(texts, labelled))
                .put("quick", common.quick())
                .put("techniques", techniques.stream().map(TechniqueRow::toJson).toList())
                .put("sizes", sizes.stream().map(SizeRow::toJson).toList())
                .build());
    }

    private List<TechniqueRow> techniques(Trials trials, List<Technique> all, int labelled) {
        List<Technique> compared = common.quick() ? all.subList(0, QUICK_ROWS) : all;
        List<Trials.Pending> pending = compared.stream()
                .map(technique -> trials.accuracy(recipe(technique), technique.pretrained(), labelled))
                .toList();
        common.say("");
        common.say("on %,d labelled texts:", labelled);
        List<TechniqueRow> rows = new ArrayList<>();
        double base = 0;
        for (int i = 0; i < compared.size(); i++) {
            Spread accuracy = pending.get(i).spread();
            base = compared.get(i).isBase() ? accuracy.mean() : base;
            rows.add(new TechniqueRow(compared.get(i), accuracy, accuracy.mean() - base));
            print(rows.get(i));
        }
        return rows;
    }

    private Recipe recipe(Technique technique) {
        Recipe recipe = technique.recipe();
        Recipe.Course course = recipe.course();
        return common.quick()
                ? recipe.withCourse(course.withEpochs(course.epochs().withCount(1)))
                : recipe;
    }

    private void print(TechniqueRow row) {
        if (row.technique().isBase()) {
            common.say("%-38s %s", row.technique().base(), row.accuracy());
        } else {
            common.say("  %-36s %s   %+.4f", row.technique().name(), row.accuracy(), row.gain());
        }
    }

    private List<SizeRow> sizes(Trials trials, int labelled) {
        common.say("");
        common.say("%-14s %-18s %-18s %-18s", "labelled texts", "plain", "small-data", "naive Bayes");
        List<SizeRow> rows = new ArrayList<>();
        for (int size : sizesUpTo(labelled)) {
            Trials.Pending plain = trials.accuracy(recipe(Technique.base(Recipe.PLAIN)), false, size);
            Trials.Pending recipe = trials.accuracy(recipe(Technique.base(Recipe.SMALL_DATA)), false, size);
            Trials.Pending bayes = trials.naiveBayes(size);
            SizeRow row = new SizeRow(size, plain.spread(), recipe.spread(), bayes.spread());
            rows.add(row);
            common.say("%,14d %-18s %-18s %-18s", size, row.plain(), row.recipe(), row.naiveBayes());
        }
        return rows;
    }

    private static List<Integer> sizesUpTo(int labelled) {
        List<Integer> sizes = new ArrayList<>();
        for (int size : SIZES) {
            if (size < labelled) {
                sizes.add(size);
            }
        }
        sizes.add(labelled);
        return sizes;
    }
}
