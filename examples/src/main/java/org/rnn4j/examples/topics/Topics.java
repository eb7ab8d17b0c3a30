package org.rnn4j.examples.topics;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.rnn4j.examples.Checkpointing;
import org.rnn4j.examples.ClassifierFolder;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.text.PredictOptions;
import org.rnn4j.examples.text.RecipeOptions;
import org.rnn4j.examples.text.TextData;
import org.rnn4j.examples.text.TextDataOptions;
import org.rnn4j.examples.text.TextModel;
import org.rnn4j.examples.text.TextProgram;
import org.rnn4j.examples.text.TextRun;
import org.rnn4j.examples.text.TextSizes;
import org.rnn4j.examples.text.TrainedText;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.RandomKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The example {@code topics}: its options, and the two things it does: train and predict. */
@Command(
        name = Topics.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "What is this piece of news about?",
        description = {
            "",
            "Trains an LSTM on labelled news, says how well it does on news it has not seen, beside naive Bayes, and"
                    + " saves it. Any labels will do.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rnn4j topics --data ag_news --recipe small-data",
            "  rnn4j topics --data news.csv --text-column title,body --label-column section",
            "  rnn4j topics --predict \"oil prices rise again\" --model runs/topics"
        })
public final class Topics implements Callable<Integer> {
    static final String NAME = "topics";

    private static final List<TopicRecipe> RECIPES = List.of(TopicRecipe.PLAIN, TopicRecipe.SMALL_DATA);

    private static final ClassifierFolder<TextSizes, TextModel> FOLDERS = TrainedText.folder(
            NAME, sizes -> new TopicModel(sizes, 1, RandomKey.of(0))); // the weights are loaded over these

    @Mixin
    private TextDataOptions data = new TextDataOptions();

    @Mixin
    private PredictOptions predict = new PredictOptions();

    @Mixin
    private RecipeOptions recipes = new RecipeOptions();

    @Mixin
    private Checkpointing checkpointing = new Checkpointing();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        TopicRecipe recipe = recipe();
        common.requireWritable(NAME);
        if (predict.given()) {
            predict.answer(common, NAME, FOLDERS);
            return 0;
        }
        TextData texts = data.read(common);
        try (Context context = common.openContext()) {
            TopicTraining training = new TopicTraining(context, recipe, common.key());
            TextProgram program = new TextProgram(
                    NAME, recipe.name(), "Tells what a piece of news is about.", FOLDERS, training::train);
            new TextRun(common, program, checkpointing, context).run(texts);
        }
        return 0;
    }

    private TopicRecipe recipe() {
        TopicRecipe recipe = recipes.choose(RECIPES, TopicRecipe::name);
        return recipe.withEpochs(recipes.epochs(recipe.epochs(), common.quick()));
    }
}
