package org.rnn4j.examples.smalldata;

import org.rnn4j.examples.sentiment.Recipe;

/**
 * One row of the comparison: a recipe that differs from its base in one technique.
 *
 * @param base the name of the recipe that it is compared with
 * @param name what was added or left out; empty for the base itself
 * @param recipe the recipe
 * @param pretrained whether it begins with pretrained word vectors
 */
record Technique(String base, String name, Recipe recipe, boolean pretrained) {
    /** The recipe itself. */
    static Technique base(Recipe recipe) {
        return new Technique(recipe.name(), "", recipe, false);
    }

    boolean isBase() {
        return name.isEmpty();
    }
}
