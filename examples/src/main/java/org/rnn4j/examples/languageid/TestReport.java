package org.rnn4j.examples.languageid;

import java.util.List;
import org.rnn4j.autograd.Tape;
import org.rnn4j.data.batch.PredictionBatches;
import org.rnn4j.data.metric.ConfusionMatrix;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.ConfusedPair;
import org.rnn4j.examples.Guess;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.Tensor;

/**
 * How a classifier does on names it has not seen.
 *
 * @param classifier the classifier
 * @param confusion which languages it took for which
 */
record TestReport(TrainedClassifier classifier, ConfusionMatrix confusion) {
    private static final int PAIRS = 10;
    private static final int NAMES = 8;

    /** Lets the classifier decide on these names. */
    static TestReport of(TrainedClassifier classifier, List<Name> names, Context context) {
        Tensor logits = PredictionBatches.ofTokens(classifier.characters().encode(names), Training.EVALUATION_BATCH)
                .predict(batch -> {
                    try (Tape tape = Tape.inference(context)) {
                        return classifier.model().forward(tape, batch).toTensor();
                    }
                });
        ConfusionMatrix confusion = new ConfusionMatrix(classifier.languages().size());
        confusion.add(
                logits,
                classifier
                        .languages()
                        .indexes(names.stream().map(Name::language).toList()));
        return new TestReport(classifier, confusion);
    }

    /** The pairs of languages that were confused most often. */
    List<ConfusedPair> mostConfused() {
        return ConfusedPair.most(confusion, classifier.languages(), PAIRS);
    }

    /** Prints the figures, the most confused pairs and the answers for a few of the names. */
    void print(CommonOptions common, List<Name> names, Context context) {
        common.say("");
        common.say(
                "test: accuracy %.4f, macro-F1 %.4f on %,d names",
                confusion.accuracy(), confusion.macroF1(), confusion.total());
        common.say("");
        common.say("most confused pairs of languages:%s", mostConfused().isEmpty() ? " none" : "");
        for (ConfusedPair pair : mostConfused()) {
            common.say("%5d  %s / %s", pair.count(), described(pair.first()), described(pair.second()));
        }
        common.say("");
        common.say("predictions for a few names of the test split:");
        int shown = Math.min(NAMES, names.size());
        for (int i = 0; i < shown; i++) {
            printAnswer(common, names.get((2 * i + 1) * names.size() / (2 * shown)), context);
        }
        common.say("");
    }

    private void printAnswer(CommonOptions common, Name name, Context context) {
        Guess best = classifier.guess(context, name.text(), 1).get(0);
        boolean right = best.label().equals(name.language());
        common.say(
                "  %s: %s, %.0f %%%s",
                name.text(),
                described(best.label()),
                100 * best.probability(),
                right ? "" : "   (is " + described(name.language()) + ")");
    }

    private static String described(String language) {
        String english = LanguageNames.english(language);
        return english.equals(language) ? language : english + " (" + language + ")";
    }
}
