package org.rnn4j.examples.sentiment;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.rnn4j.examples.Checkpointing;
import org.rnn4j.examples.ClassifierFolder;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.text.Epochs;
import org.rnn4j.examples.text.PredictOptions;
import org.rnn4j.examples.text.RecipeOptions;
import org.rnn4j.examples.text.TextData;
import org.rnn4j.examples.text.TextDataOptions;
import org.rnn4j.examples.text.TextModel;
import org.rnn4j.examples.text.TextProgram;
import org.rnn4j.examples.text.TextRun;
import org.rnn4j.examples.text.TextSizes;
import org.rnn4j.examples.text.TrainedText;
import org.rnn4j.examples.text.WordKnowledge;
import org.rnn4j.examples.text.WordOptions;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Initializers;
import org.rnn4j.tensor.RandomKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    private static final List<Recipe> RECIPES = List.of(Recipe.PLAIN, Recipe.SMALL_DATA);

    /** The share of words that easy data augmentation changes, as in its paper for such sets. */
    private static final double EASY = 0.05;

    private static final ClassifierFolder<TextSizes, TextModel> FOLDERS = TrainedText.folder(
            NAME,
            sizes -> new SentimentModel(
                    sizes, Initializers.zeros(), RandomKey.of(0))); // the weights are loaded over these

    @Mixin
    private TextDataOptions data = new TextDataOptions();

    @Mixin
    private PredictOptions predict = new PredictOptions();

    @Mixin
    private RecipeOptions recipes = new RecipeOptions();

    @Mixin
    private WordOptions words = new WordOptions();

    @Mixin
    private Checkpointing checkpointing = new Checkpointing();

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
            new TextRun(common, program, checkpointing, context).run(texts);
        }
        return 0;
    }

    private Recipe recipe() {
        Recipe recipe = recipes.choose(RECIPES, Recipe::name);
        Epochs epochs = recipes.epochs(recipe.course().epochs(), common.quick());
        Recipe lasting = recipe.withCourse(recipe.course().withEpochs(epochs));
        return !words.namesSynonyms()
                ? lasting
                : lasting.withChanges(new Recipe.Changes(recipe.changes().wordDropout(), EASY));
    }
}
