package org.rnn4j.recurrent;

import java.util.List;

/** Before which stages threads wait that share the columns of products: where one may need what another writes. */
final class Meetings {
    private final List<Cell.Stage> stages;
    private final Slot inputSlot;
    private final boolean inputByStep;
    private final boolean[] forward;
    private final boolean[] backward;

    Meetings(Cell cell, boolean inputByStep) {
        stages = cell.stages();
        inputSlot = cell.inputSlot();
        this.inputByStep = inputByStep;
        forward = new boolean[stages.size()];
        backward = new boolean[stages.size()];
        for (int i = 0; i < forward.length; i++) {
            forward[i] = isForward(i);
            backward[i] = isBackward(i);
        }
    }

    /** Whether threads meet before a stage in forward; they also do at the beginning of each step. */
    boolean beforeForward(int stage) {
        return forward[stage];
    }

    private boolean isForward(int i) {
        if (!(stages.get(i) instanceof Cell.Product product)) {
            return i > 0 || inputByStep;
        }
        boolean meets = inputByStep && product.to() == inputSlot && !hasColumnsOfInput(product);
        meets |= inputByStep && product.from() == inputSlot;
        meets |= i > 0 && stages.get(i - 1) instanceof Cell.Pointwise;
        for (int j = i - 1; j >= 0 && stages.get(j) instanceof Cell.Product earlier; j--) {
            meets |= earlier.to() == product.to() || earlier.to() == product.from();
        }
        return meets;
    }

    /** Whether a thread's part of a product is the same columns as its part of the product with the input. */
    private boolean hasColumnsOfInput(Cell.Product product) {
        return product.column() == 0 && product.rowTo() - product.rowFrom() == inputSlot.width();
    }

    /** Whether threads meet after the last stage in forward: the next step may use the rows that a product still reads. */
    boolean afterForward() {
        return !stages.isEmpty() && stages.get(stages.size() - 1) instanceof Cell.Product;
    }

    /** Whether threads meet before a stage in backward; they also do at the beginning of each step. */
    boolean beforeBackward(int stage) {
        return backward[stage];
    }

    private boolean isBackward(int i) {
        int last = stages.size() - 1;
        if (!(stages.get(i) instanceof Cell.Product product)) {
            return i < last;
        }
        boolean meets = i < last && stages.get(i + 1) instanceof Cell.Pointwise;
        for (int j = i + 1; j <= last && stages.get(j) instanceof Cell.Product later; j++) {
            meets |= later.from() == product.to();
        }
        return meets;
    }

    /**
     * Whether threads meet before the gradient of the input is made, which comes last in backward: where the stage before
     * is pointwise, or products before it have added columns to the gradient that it reads.
     */
    boolean beforeInputBackward() {
        for (Cell.Stage stage : stages) {
            if (!(stage instanceof Cell.Product product)) {
                return stage == stages.get(0);
            }
            if (product.from() == inputSlot) {
                return true;
            }
        }
        return false;
    }
}
