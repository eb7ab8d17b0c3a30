package org.rnn4j.examples.text;

import static org.rnn4j.examples.Requirements.requireBetween;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.UserError;
import picocli.CommandLine.Option;

/** Options that choose how a classifier is built and trained. */
public final class RecipeOptions {
    private static final int QUICK_EPOCHS = 2;
    private static final int MOST_EPOCHS = 1000;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            defaultValue = "plain",
            description = "plain, the model as one writes it first, or small-data, with what helps when there are few"
                    + " texts. Default: ${DEFAULT-VALUE}.")
    private String recipe = "plain";

    @Option(names = "--epochs", paramLabel = "N", description = "At most so many passes over the texts.")
    private @Nullable Integer epochs;

    /** The recipe that was asked for. */
    public <R> R choose(List<R> recipes, Function<R, String> nameOf) {
        return recipes.stream()
                .filter(one -> nameOf.apply(one).equals(recipe))
                .findFirst()
                .orElseThrow(() -> new UserError("--recipe: expected one of "
                        + recipes.stream().map(nameOf).toList() + ", but got '" + recipe + "'"));
    }

    /** How long to train, where a recipe is trained so long unless something else was asked for. */
    public Epochs epochs(Epochs ofRecipe, boolean quick) {
        if (epochs != null) {
            requireBetween("--epochs", epochs, 1, MOST_EPOCHS);
        }
        Epochs wanted = epochs == null ? ofRecipe : ofRecipe.withCount(epochs);
        return quick ? wanted.withCount(Math.min(QUICK_EPOCHS, wanted.count())) : wanted;
    }
}
