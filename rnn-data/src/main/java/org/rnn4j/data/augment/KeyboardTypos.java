package org.rnn4j.data.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/**
 * Mistypes random words: {@code max(1, round(rate * words))} of those that have a letter from a to z and are not
 * reserved. In each one letter is hit beside its key (on the American layout), hit twice, or left out if the word has
 * others. Keeps the label, since readers are not misled by it.
 *
 * @param rate the share of all words that is mistyped, in (0, 1]
 * @param reserved words that are left alone
 */
public record KeyboardTypos(double rate, Set<String> reserved) implements TextAugmentation {
    /** What lies beside the keys of a to z. */
    private static final String[] NEIGHBOURS = {
        "qwsz", "vghn", "xdfv", "serfcx", "wsdr", "drtgvc", "ftyhbv", "gyujnb", "ujko", "huikmn", "jiolm", "kop", "njk",
        "bhjm", "iklp", "ol", "wa", "edft", "awedxz", "rfgy", "yhji", "cfgb", "qase", "zsdc", "tghu", "asx"
    };

    /** Checks the rate and copies the set. */
    public KeyboardTypos {
        Words.requireRate("KeyboardTypos", rate);
        reserved = Set.copyOf(reserved);
    }

    /** No word is reserved. */
    public KeyboardTypos(double rate) {
        this(rate, Set.of());
    }

    @Override
    public List<String> augment(List<String> tokens, RandomKey key) {
        RandomStream random = key.stream();
        int[] candidates =
                Words.shuffled(tokens, reserved, word -> word.chars().anyMatch(KeyboardTypos::isOnKey), random);
        List<String> changed = new ArrayList<>(tokens);
        for (int position : Words.first(Words.changes(rate, tokens), candidates)) {
            changed.set(position, mistyped(tokens.get(position), random));
        }
        return List.copyOf(changed);
    }

    private static boolean isOnKey(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static String mistyped(String word, RandomStream random) {
        int at = random.nextInt(word.length());
        while (!isOnKey(word.charAt(at))) {
            at = (at + 1) % word.length();
        }
        String before = word.substring(0, at);
        String behind = word.substring(at + 1);
        char letter = word.charAt(at);
        int kind = random.nextInt(word.length() == 1 ? 2 : 3);
        return switch (kind) {
            case 0 -> before + neighbour(letter, random) + behind;
            case 1 -> before + letter + letter + behind;
            default -> before + behind;
        };
    }

    private static char neighbour(char letter, RandomStream random) {
        boolean upper = letter <= 'Z';
        String near = NEIGHBOURS[letter - (upper ? 'A' : 'a')];
        char hit = near.charAt(random.nextInt(near.length()));
        return upper ? (char) (hit - 'a' + 'A') : hit;
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.USUALLY_KEEPS;
    }
}
