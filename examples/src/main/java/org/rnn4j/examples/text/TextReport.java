package org.rnn4j.examples.text;

import java.util.List;
import org.rnn4j.data.baseline.MajorityClass;
import org.rnn4j.data.baseline.NaiveBayes;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.metric.ConfusionMatrix;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.ConfusedPair;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;

/**
 * How a classifier does on texts it has not seen, beside simple ones that learnt from the same texts.
 *
 * @param confusion which labels it took for which
 * @param majority the accuracy of always answering with the most frequent label
 * @param naiveBayes the accuracy of naive Bayes on single words and pairs
 */
public record TextReport(ConfusionMatrix confusion, double majority, double naiveBayes) {
    private static final int PAIRS = 5;
    private static final int SHOWN = 70;

    /** Lets classifier and simple ones decide on the test texts. */
    public static TextReport of(TrainedText classifier, TextData data, Context context) {
        ConfusionMatrix confusion = classifier.judge(context, data.test());
        List<LabelledText> learnt = data.trainAndValidation();
        int[] known = data.numbers(learnt);
        int[] asked = data.numbers(data.test());
        int labels = data.labels().size();
        double majority = MajorityClass.fit(known, labels).accuracy(asked);
        double naiveBayes =
                NaiveBayes.fit(TextWords.of(learnt), known, labels).accuracy(TextWords.of(data.test()), asked);
        return new TextReport(confusion, majority, naiveBayes);
    }

    /** Prints the figures, the most confused labels and the answers for a few of the texts. */
    public void print(CommonOptions common, TrainedText classifier, TextData data, Context context) {
        common.say("");
        common.say(
                "test: accuracy %.4f, macro-F1 %.4f on %,d texts",
                confusion.accuracy(), confusion.macroF1(), confusion.total());
        common.say("      naive Bayes %.4f, most frequent label %.4f, on the same texts", naiveBayes, majority);
        if (confusion.accuracy() <= naiveBayes) {
            common.say("      the network does not beat naive Bayes here");
        }
        common.say("");
        common.say("most confused labels:");
        for (ConfusedPair pair : ConfusedPair.most(confusion, data.labels(), PAIRS)) {
            common.say("%6d  %s / %s", pair.count(), pair.first(), pair.second());
        }
        common.say("");
        common.say("answers for a few test texts:");
        int shown = Math.min(PAIRS, data.test().size());
        for (int i = 0; i < shown; i++) {
            printAnswer(
                    common,
                    classifier,
                    data.test().get((2 * i + 1) * data.test().size() / (2 * shown)),
                    context);
        }
        common.say("");
    }

    private static void printAnswer(CommonOptions common, TrainedText classifier, LabelledText text, Context context) {
        var best = classifier.answering(context).guess(text.text(), 1).get(0);
        String words = text.text().replaceAll("\\s+", " ");
        common.say(
                "  %s%s: %s, %.0f %%%s",
                words.substring(
                        0, words.offsetByCodePoints(0, Math.min(SHOWN, words.codePointCount(0, words.length())))),
                words.codePointCount(0, words.length()) > SHOWN ? "..." : "",
                best.label(),
                100 * best.probability(),
                best.label().equals(text.label()) ? "" : "   (is " + text.label() + ")");
    }

    /** Adds the figures to a program's results. */
    public JsonObject.Builder addTo(JsonObject.Builder results) {
        return results.put("testAccuracy", confusion.accuracy())
                .put("macroF1", confusion.macroF1())
                .put("majorityAccuracy", majority)
                .put("naiveBayesAccuracy", naiveBayes)
                .put("beatsNaiveBayes", confusion.accuracy() > naiveBayes);
    }
}
