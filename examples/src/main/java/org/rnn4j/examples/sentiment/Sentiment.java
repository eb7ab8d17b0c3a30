package org.rnn4j.examples.sentiment;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.ClassifierFolder;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.UserError;
import org.rnn4j.examples.text.PredictOptions;
import org.rnn4j.examples.text.TextData;
import org.rnn4j.examples.text.TextDataOptions;
import org.rnn4j.examples.text.TextProgram;
import org.rnn4j.examples.text.TextRun;
import org.rnn4j.examples.text.TextSizes;
import org.rnn4j.examples.text.TrainedText;
import org.rnn4j.examples.text.WordKnowledge;
import org.rnn4j.examples.text.WordOptions;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Initializers;
import org.rnn4j.layer.Model;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The example {@code sentiment}: its options, and the two things it does: train and predict. */
@Command(
        name = Sentiment.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "Is this text positive or negative?",
        description = {
            "",
            "Trains an LSTM on labelled texts, says how well it does on texts it has not seen, beside naive Bayes, and"
                    + " saves it. Any labels will do.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rnn4j sentiment --data reviews.csv --text-column review --label-column mood",
            "  rnn4j sentiment --data rt_polarity --recipe small-data",
            "  rnn4j sentiment --predict \"a film to remember\" --model runs/sentiment"
        })
public final class Sentiment implements Callable<Integer> {
    static final String NAME = "sentiment";

    private static final int QUICK_EPOCHS = 2;
    private static final int MOST_EPOCHS = 1000;
    private static final List<Recipe> RECIPES = List.of(Recipe.PLAIN, Recipe.SMALL_DATA);

    /** The share of words that easy data augmentation changes, as in its paper for such sets. */
    private static final double EASY = 0.05;

    private static final ClassifierFolder<TextSizes, Model<TokenBatch>> FOLDERS = TrainedText.folder(
            NAME,
            sizes -> new SentimentModel(
                    sizes, Initializers.zeros(), RandomKey.of(0))); // the weights are loaded over these

    @Mixin
    private TextDataOptions data = new TextDataOptions();

    @Mixin
    private PredictOptions predict = new PredictOptions();

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            defaultValue = "plain",
            description = "plain, the model as one writes it first, or small-data, with what helps when there are few"
                    + " texts. Default: ${DEFAULT-VALUE}.")
    private String recipeName = "plain";

    @Mixin
    private WordOptions words = new WordOptions();

    @Option(names = "--epochs", paramLabel = "N", description = "At most so many passes over the texts.")
    private @Nullable Integer epochs;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        Recipe recipe = recipe();
        common.requireWritable(NAME);
        if (predict.given()) {
            predict.answer(common, NAME, FOLDERS);
            return 0;
        }
        WordKnowledge known = words.read();
        TextData texts = data.read(common);
        try (Context context = common.openContext()) {
            SentimentTraining training = new SentimentTraining(context, recipe, known, common.key());
            TextProgram program =
                    new TextProgram(NAME, recipe.name(), "Tells the mood of a text.", FOLDERS, training::train);
            new TextRun(common, program, context).run(texts);
        }
        return 0;
    }

    private Recipe recipe() {
        Recipe recipe = RECIPES.stream()
                .filter(one -> one.name().equals(recipeName))
                .findFirst()
                .orElseThrow(() -> new UserError("--recipe: expected one of "
                        + RECIPES.stream().map(Recipe::name).toList() + ", but got '" + recipeName + "'"));
        if (epochs != null && (epochs < 1 || epochs > MOST_EPOCHS)) {
            throw new UserError("--epochs: expected 1 to " + MOST_EPOCHS + ", but got " + epochs);
        }
        int wanted = epochs == null ? recipe.course().epochs() : epochs;
        Recipe lasting =
                recipe.withCourse(recipe.course().withEpochs(common.quick() ? Math.min(QUICK_EPOCHS, wanted) : wanted));
        return !words.namesSynonyms()
                ? lasting
                : lasting.withChanges(new Recipe.Changes(recipe.changes().wordDropout(), EASY));
    }
}
