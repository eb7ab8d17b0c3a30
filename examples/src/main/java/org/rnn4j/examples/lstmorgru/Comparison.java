package org.rnn4j.examples.lstmorgru;

import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.examples.CellKind;
import org.rnn4j.recurrent.RecurrentBuilder;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;

/**
 * A task on which cells are compared.
 *
 * @param <B> the type of a batch
 */
interface Comparison<B> {
    /** The name in tables. */
    String name();

    /** What the score is, the lower the better. */
    String scoreName();

    /** What the score is of whoever knows nothing, or of a simple rule. */
    double plainScore();

    /** A score at which training may end: the task is solved. */
    double solved();

    /** The number of parameters that every model comes as near to as it can. */
    long budget();

    /** The learning rate of a cell. */
    double learningRate(CellKind cell);

    /** The most training steps. */
    int steps();

    /** A model with so many hidden units. */
    TaskModel<B> model(CellKind cell, int hidden, RandomKey key);

    /** What is learnt from. */
    BatchSource<B> training(RandomKey key);

    /** What is looked at in between. */
    BatchSource<B> validation();

    /** What the score is taken on. */
    BatchSource<B> test();

    /** The number of time steps of a batch, over all sequences. */
    long timeSteps(B batch);

    /** The weight of a batch's score in the mean over several. */
    double weight(B batch);

    /** A layer of a cell; an LSTM begins with a forget bias of 1, so that it remembers before it has learnt what. */
    static RecurrentBuilder layer(CellKind cell, int inputs, int hidden) {
        RecurrentBuilder layer = cell.layer(inputs, hidden);
        return cell == CellKind.LSTM ? layer.forgetBias(1) : layer;
    }

    /** A model for a task. */
    interface TaskModel<B> extends Parameterized {
        /** The loss of a batch, which is the score too. */
        Var loss(Tape tape, B batch);
    }
}
