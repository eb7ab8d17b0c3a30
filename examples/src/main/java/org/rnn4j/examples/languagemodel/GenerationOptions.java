package org.rnn4j.examples.languagemodel;

import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.UserError;
import org.rnn4j.recurrent.Sampling;
import picocli.CommandLine.Option;

/** How generated text is chosen: options of {@code language-model --generate}. */
final class GenerationOptions {
    private static final int LENGTH = 100;

    @Option(names = "--length", paramLabel = "N", description = "Tokens to generate. Default: " + LENGTH + ".")
    private @Nullable Integer length;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Below 1 likely tokens become likelier, above 1 unlikely ones. Default: 1.")
    private @Nullable Double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Choose among the K likeliest tokens. Default: all.")
    private @Nullable Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = "Choose among the likeliest tokens that together have the probability P. Default: all.")
    private @Nullable Double topP;

    /** Refuses what cannot work, and all of it where nothing is generated. */
    void validate(boolean generates) {
        if (!generates && !(length == null && temperature == null && topK == null && topP == null)) {
            throw new UserError(
                    "--length, --temperature, --top-k and --top-p are for --generate alone; leave them out");
        }
        if (length() < 1) {
            throw new UserError("--length: expected at least 1 token, but got " + length);
        }
        if (temperature != null && !(temperature > 0 && Double.isFinite(temperature))) {
            throw new UserError("--temperature: expected a number above 0, but got " + temperature
                    + "; for the likeliest token alone give --top-k 1");
        }
        if (topK != null && topK < 1) {
            throw new UserError("--top-k: expected at least 1 token to choose from, but got " + topK);
        }
        if (topP != null && !(topP > 0 && topP <= 1)) {
            throw new UserError("--top-p: expected a probability above 0, at most 1, but got " + topP);
        }
    }

    /** The number of tokens to generate. */
    int length() {
        return length == null ? LENGTH : length;
    }

    /** The choice that these options say, which never falls on the tokens to leave out. */
    Sampling sampling(int... excluded) {
        Sampling sampling = Sampling.plain().excluding(excluded);
        sampling = temperature == null ? sampling : sampling.temperature(temperature);
        sampling = topK == null ? sampling : sampling.topK(topK);
        return topP == null ? sampling : sampling.topP(topP);
    }
}
