package org.rnn4j.data.text;

import java.util.ArrayList;
import java.util.List;

/** Two neighbouring tokens that can become one. */
record BytePair(String left, String right) implements Comparable<BytePair> {
    String merged() {
        return left + right;
    }

    /** The tokens with every occurrence of this pair merged, from left to right. */
    List<String> mergeIn(List<String> tokens) {
        List<String> merged = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            boolean here = i + 1 < tokens.size()
                    && tokens.get(i).equals(left)
                    && tokens.get(i + 1).equals(right);
            merged.add(here ? merged() : tokens.get(i));
            i += here ? 1 : 0;
        }
        return merged;
    }

    /** By the bytes of the left token, then of the right one. */
    @Override
    public int compareTo(BytePair other) {
        int byLeft = ByteAlphabet.compare(left, other.left);
        return byLeft != 0 ? byLeft : ByteAlphabet.compare(right, other.right);
    }

    /** As a file has it. */
    @Override
    public String toString() {
        return left + " " + right;
    }
}
