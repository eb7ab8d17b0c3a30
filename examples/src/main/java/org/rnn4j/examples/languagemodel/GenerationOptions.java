package org.rnn4j.examples.languagemodel;

import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.UserError;
import org.rnn4j.recurrent.Sampling;
import picocli.CommandLine.Option;

/** How generated text is chosen: options of {@code language-model --generate}. */
final class GenerationOptions {
    @Option(
            names = "--length",
            paramLabel = "N",
            defaultValue = "100",
            description = "Tokens to generate. Default: ${DEFAULT-VALUE}.")
    int length;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "1",
            description = "Below 1 likely tokens become likelier, above 1 unlikely ones. Default: ${DEFAULT-VALUE}.")
    private double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Choose among the K likeliest tokens. Default: all.")
    private @Nullable Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = "Choose among the likeliest tokens that together have the probability P. Default: all.")
    private @Nullable Double topP;

    /** The choice that these options say, which never falls on the tokens to leave out. */
    Sampling sampling(int... excluded) {
        if (length < 1) {
            throw new UserError("--length: expected at least 1 token, but got " + length);
        }
        try {
            Sampling sampling = Sampling.plain().temperature(temperature).excluding(excluded);
            sampling = topK == null ? sampling : sampling.topK(topK);
            return topP == null ? sampling : sampling.topP(topP);
        } catch (IllegalArgumentException refused) {
            throw UserError.of(refused);
        }
    }
}
