package org.rnn4j.data.augment;

/** What an augmentation does to the label of an example. */
public enum LabelEffect {
    /** The changed example has the same label, whatever the task. */
    KEEPS,

    /**
     * The changed example usually has the same label if the label belongs to the whole example (its topic, its mood) and
     * the change rate is small; a label of single positions is not kept.
     */
    USUALLY_KEEPS,

    /** The changed example may have another label: to be used only where the task is known to allow it. */
    MAY_CHANGE
}
