package org.rnn4j.examples.text;

import java.util.List;
import org.rnn4j.data.labelled.LabelledText;

/**
 * Labelled texts as their publisher divided them.
 *
 * @param train the texts to learn from, or all of them if there is no division
 * @param validation the texts to choose by; empty if the publisher names none
 * @param test the texts to judge by; empty if the publisher names none
 */
record TextParts(List<LabelledText> train, List<LabelledText> validation, List<LabelledText> test) {}
