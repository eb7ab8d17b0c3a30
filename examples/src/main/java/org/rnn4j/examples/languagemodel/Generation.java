package org.rnn4j.examples.languagemodel;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.examples.Answering;
import org.rnn4j.examples.Guess;
import org.rnn4j.kernel.Context;
import org.rnn4j.recurrent.Sampling;
import org.rnn4j.recurrent.TokenGenerator;
import org.rnn4j.tensor.RandomKey;

/** Writes on with a trained model: it says what comes next, or goes on by itself. */
final class Generation implements Answering {
    private static final RandomKey NO_CHOICE = RandomKey.of(0);

    private final TrainedModel model;
    private final Context context;

    Generation(TrainedModel model, Context context) {
        this.model = model;
        this.context = context;
    }

    /** Prints so many tokens behind a prompt, each as soon as it is there, and returns the whole text. */
    String write(String prompt, int length, Sampling sampling, RandomKey key, PrintStream out) {
        Level level = model.sizes().level();
        StringBuilder text = new StringBuilder();
        try (TokenGenerator generator = model.network().generator(context, key)) {
            generator.read(read(prompt));
            print(prompt.isEmpty() || level == Level.CHARACTERS ? prompt : prompt + " ", text, out);
            for (int i = 0; i < length; i++) {
                String token = model.vocabulary().token(generator.next(sampling));
                print(level.printed(token), text, out);
            }
        }
        out.println();
        out.flush();
        return text.toString();
    }

    private static void print(String part, StringBuilder text, PrintStream out) {
        text.append(part);
        out.print(part);
        out.flush();
    }

    /** The tokens that a network reads for a text: it begins behind the end of a line. */
    private int[] read(String text) {
        Level level = model.sizes().level();
        List<String> line = level.corpus().tokens(List.of(text));
        List<String> begun = new java.util.ArrayList<>(List.of(level.corpus().endOfLine()));
        begun.addAll(line.subList(0, line.size() - 1));
        return model.vocabulary().encode(begun);
    }

    /** The tokens that are no text: padding, which was never trained, and unknown ones. */
    int[] excluded() {
        return model.vocabulary().unknownId().isPresent()
                ? new int[] {Vocabulary.PADDING, model.vocabulary().unknownId().getAsInt()}
                : new int[] {Vocabulary.PADDING};
    }

    @Override
    public List<Guess> guess(String text, int count) {
        try (TokenGenerator generator = model.network().generator(context, NO_CHOICE)) {
            generator.read(read(text));
            List<String> tokens = model.vocabulary().tokens();
            return Guess.likeliest(LabelSet.of(tokens), generator.probabilities(), count);
        }
    }

    @Override
    public String remark(String text) {
        int unknown = model.vocabulary().unknownId().orElse(-1);
        long count = IntStream.of(read(text)).filter(id -> id == unknown).count();
        return count == 0 ? "" : count + " of its " + model.sizes().level() + " are unknown to the model";
    }

    @Override
    public String describe(String token) {
        return token.equals("\n") ? "\\n" : token;
    }
}
