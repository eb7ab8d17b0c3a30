package org.rnn4j.examples.smalldata;

import org.rnn4j.examples.Spread;
import org.rnn4j.io.JsonObject;

/**
 * How three classifiers do with so many labelled texts.
 *
 * @param texts the number of labelled texts, those for validation included
 * @param plain the plain model
 * @param recipe the recipe for small data
 * @param naiveBayes naive Bayes
 */
record SizeRow(int texts, Spread plain, Spread recipe, Spread naiveBayes) {
    JsonObject toJson() {
        return JsonObject.builder()
                .put("texts", texts)
                .put("plain", plain.toJson())
                .put("smallData", recipe.toJson())
                .put("naiveBayes", naiveBayes.toJson())
                .build();
    }
}
