package org.rnn4j.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.PackedMatrix;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/**
 * The record of one forward pass. It carries the mode (training or inference) and the random key, borrows the memory of
 * all its values from the context and gives it back when it is closed.
 *
 * <p>A training tape records operations for {@link #gradients}; an inference tape records nothing. A tape belongs to
 * one thread; many tapes may work on one context and one model at the same time.
 */
public final class Tape implements AutoCloseable {
    private final Context context;
    private final @Nullable RandomKey key;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<Parameter, Var> parameterVars = new IdentityHashMap<>();
    private final Map<Parameter, Long> versionsRead = new IdentityHashMap<>();
    private final Map<Var, Parameter> parametersByVar = new IdentityHashMap<>();
    private final List<float[]> borrowed = new ArrayList<>();
    private final List<int[]> borrowedInts = new ArrayList<>();
    private final List<PackedMatrix> packed = new ArrayList<>();
    private final Map<PackedForms.Lease, Parameter> leases = new IdentityHashMap<>();
    private final Map<Object, Object> attached = new IdentityHashMap<>();
    private long keysUsed;
    private int vars;
    private boolean open = true;
    private @Nullable AnomalyWatch anomalies;
    private @Nullable Parameters trained;

    private record Operation(Var[] outputs, Backward backward) {}

    private Tape(Context context, @Nullable RandomKey key) {
        context.requireOpen();
        this.context = context;
        this.key = key;
    }

    /** A tape that records for gradients; dropout and noise are on and take their masks from {@code key}. */
    public static Tape training(Context context, RandomKey key) {
        return new Tape(context, key);
    }

    /** A tape that records nothing; dropout and noise are off. */
    public static Tape inference(Context context) {
        return new Tape(context, null);
    }

    /**
     * Looks at every value and gradient from now on, and throws an {@link AnomalyException} at the first one that is NaN
     * or infinite: it names layer, operation and quantity, and where there are such, time step, sequence and value.
     * Parameters are looked at when an operation reads them. Padding counts too where an operation computes it, such as
     * a logarithm of all values of a sequence; values that {@link Var#maskedFill} is asked to write do not. Training
     * takes longer.
     *
     * @param parameters where the names come from
     * @return this tape
     * @throws IllegalStateException if there is something on the tape already
     */
    public Tape reportAnomalies(Parameters parameters) {
        requireOpen();
        requireEmpty("reportAnomalies", "which nothing has looked at");
        anomalies = new AnomalyWatch(context.kernels(), parameters);
        return this;
    }

    /**
     * Gives gradients to these parameters only; all others are frozen on this tape. What is frozen is read as a constant:
     * {@link #gradients} makes no array for it and does no work for its sake, and operations that lie entirely below, with
     * nothing trained among their inputs, are not recorded. The other gradients keep their bits.
     *
     * @param parameters what is trained, such as {@code optimizer.trained()} of module rnn-optim
     * @return this tape
     * @throws IllegalStateException if there is something on the tape already, or on an inference tape
     */
    public Tape trainOnly(Parameters parameters) {
        requireOpen();
        if (!isTraining()) {
            throw new IllegalStateException(
                    "Tape.trainOnly: needs a training tape; this one is for inference, which has no gradients");
        }
        requireEmpty("trainOnly", "which may have read any parameter");
        trained = parameters;
        return this;
    }

    private void requireEmpty(String method, String because) {
        if (vars > 0) {
            throw new IllegalStateException(
                    "Tape." + method + ": " + vars + " values are on the tape already, " + because + "; call it first");
        }
    }

    /** For operations: what looks at values on this tape, or null, which is usual. */
    public @Nullable AnomalyWatch anomalies() {
        return anomalies;
    }

    /** For operations: leaves something on this tape for its owner to find, in place of what was left before. */
    public void attach(Object owner, Object companion) {
        requireOpen();
        attached.put(owner, companion);
    }

    /** For operations: what was left for this owner by {@link #attach}, or null. */
    public @Nullable Object attached(Object owner) {
        return attached.get(owner);
    }

    /** What this tape computes on. */
    public Context context() {
        return context;
    }

    /** Whether this is a training tape. */
    public boolean isTraining() {
        return key != null;
    }

    /** A key of its own for the next random choice on this training tape. */
    public RandomKey nextKey() {
        requireOpen();
        if (key == null) {
            throw new IllegalStateException("Tape.nextKey: an inference tape makes no random choices");
        }
        return key.child(keysUsed++);
    }

    /** A value without gradient: an input or a constant. It is copied; every element must be finite. */
    public Var constant(Tensor tensor) {
        return enter(tensor, false);
    }

    /** A value with gradient that is no parameter, such as an input whose gradient is wanted. It is copied. */
    public Var variable(Tensor tensor) {
        return enter(tensor, isTraining());
    }

    private Var enter(Tensor tensor, boolean requiresGradient) {
        float[] source = tensor.values();
        if (!context.kernels().areFinite(source, 0, source.length)) {
            int i = firstNonFinite(source);
            reportInput("Tape.constant", i, tensor.shape(), source[i]);
            throw new IllegalArgumentException(
                    "Tape: expected finite input, but element " + i + " of " + tensor + " is " + source[i]);
        }
        Var var = newVar(tensor.shape(), requiresGradient);
        System.arraycopy(source, 0, var.values(), 0, source.length);
        return var;
    }

    /** A batch of real-valued sequences without gradient. Valid steps must be finite; padding becomes 0. */
    public Sequence sequence(SeriesBatch batch) {
        return enter(batch, false);
    }

    /** A batch of real-valued sequences whose gradient is wanted. Valid steps must be finite; padding becomes 0. */
    public Sequence variable(SeriesBatch batch) {
        return enter(batch, isTraining());
    }

    private Sequence enter(SeriesBatch series, boolean requiresGradient) {
        int time = series.time();
        int batch = series.batch();
        int features = series.features();
        Lengths lengths = series.lengths();
        Var var = newVar(new int[] {time, batch, features}, requiresGradient);
        float[] source = series.values().values();
        float[] target = var.values();
        for (int t = 0; t < time; t++) {
            for (int b = 0; b < batch; b++) {
                int at = (t * batch + b) * features;
                if (t >= lengths.get(b)) {
                    Arrays.fill(target, at, at + features, 0f);
                    continue;
                }
                System.arraycopy(source, at, target, at, features);
            }
        }
        if (!context.kernels().areFinite(target, 0, time * batch * features)) {
            int i = firstNonFinite(target);
            reportInput("Tape.sequence", i, var.shape(), target[i]);
            throw new IllegalArgumentException("Tape: expected finite input, but feature " + i % features
                    + " of sequence " + i / features % batch + " at step " + i / features / batch + " is " + target[i]);
        }
        return new Sequence(var, lengths);
    }

    private void reportInput(String operation, int at, int[] shape, float value) {
        if (anomalies != null) {
            throw anomalies.input(operation, at, shape, value);
        }
    }

    private static int firstNonFinite(float[] values) {
        int i = 0;
        while (Float.isFinite(values[i])) {
            i++;
        }
        return i;
    }

    /** The value of a parameter on this tape; the same Var at every call. It requires a gradient unless it is frozen. */
    public Var parameter(Parameter parameter) {
        requireOpen();
        Var known = parameterVars.get(parameter);
        if (known != null) {
            return known;
        }
        Var var = new Var(this, vars++, parameter.shape(), parameter.values(), isTrained(parameter));
        parameterVars.put(parameter, var);
        versionsRead.put(parameter, parameter.version());
        parametersByVar.put(var, parameter);
        return var;
    }

    private boolean isTrained(Parameter parameter) {
        return isTraining() && (trained == null || trained.contains(parameter));
    }

    @Nullable
    Parameter parameterOf(Var var) {
        return parametersByVar.get(var);
    }

    @Nullable
    Var findParameter(Parameter parameter) {
        return parameterVars.get(parameter);
    }

    /**
     * For operations: a new value of this shape with unspecified content, which the operation fills. It requires a
     * gradient if this is a training tape and one of the inputs does.
     */
    public Var result(int[] shape, Var... inputs) {
        boolean requiresGradient = false;
        for (Var input : inputs) {
            requireOwn(input);
            requiresGradient |= input.requiresGradient();
        }
        Var result = newVar(shape.clone(), requiresGradient && isTraining());
        if (anomalies != null) {
            anomalies.made(result, inputs);
        }
        return result;
    }

    private Var newVar(int[] shape, boolean requiresGradient) {
        requireOpen();
        return new Var(this, vars++, shape, borrow(Tensor.elementCount(shape)), requiresGradient);
    }

    /** Another shape for the same values, which are shared; the caller records the backward. */
    Var view(Var input, int[] shape) {
        requireOwn(input);
        Var view = new Var(this, vars++, shape.clone(), input.values(), input.requiresGradient());
        if (anomalies != null) {
            anomalies.made(view, new Var[] {input});
        }
        return view;
    }

    /** For operations: records the backward of an operation with one output, if that output requires a gradient. */
    public Var record(Var output, Backward backward) {
        record(new Var[] {output}, backward);
        return output;
    }

    /** For operations: records the backward of an operation, run if a later operation contributed to any output. */
    public void record(Var[] outputs, Backward backward) {
        if (anomalies != null) {
            anomalies.recording(outputs, isKept(outputs));
        }
        keep(outputs, backward);
    }

    /**
     * For operations: like {@link #record(Var, Backward)} for one that may write what is not finite without an anomaly: it
     * writes what it was asked to, or hands weights on to an operation that tells more about them.
     */
    public Var recordUnwatched(Var output, Backward backward) {
        Var[] outputs = {output};
        if (anomalies != null && isKept(outputs)) {
            anomalies.keep(outputs);
        }
        keep(outputs, backward);
        return output;
    }

    private void keep(Var[] outputs, Backward backward) {
        if (isKept(outputs)) {
            operations.add(new Operation(outputs, backward));
        }
    }

    private static boolean isKept(Var[] outputs) {
        for (Var output : outputs) {
            if (output.requiresGradient()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The gradients of a loss with one element. May be called again, for another loss or the same: nothing is used up.
     * All parameters must still have the values that forward read.
     *
     * @throws IllegalStateException on an inference tape, or if a parameter was updated after this tape read it
     * @throws IllegalArgumentException if the loss has more elements or needs no gradient
     */
    public Gradients gradients(Var loss) {
        requireOwn(loss);
        if (!isTraining()) {
            throw new IllegalStateException("Tape.gradients: needs a training tape; this one is for inference");
        }
        if (loss.count() != 1) {
            throw new IllegalArgumentException("Tape.gradients: the loss must have one element, but it is " + loss);
        }
        if (!loss.requiresGradient()) {
            throw new IllegalArgumentException(
                    "Tape.gradients: the loss depends on no parameter that is trained and no variable of this"
                            + " tape, so there is nothing to differentiate");
        }
        requireUnchangedParameters();
        Gradients gradients = new Gradients(this, vars);
        gradients.of(loss)[0] = 1f;
        for (int i = operations.size() - 1; i >= 0; i--) {
            Operation operation = operations.get(i);
            for (Var output : operation.outputs()) {
                if (gradients.has(output)) {
                    operation.backward().run(gradients);
                    if (anomalies != null) {
                        anomalies.ran(i, gradients);
                    }
                    break;
                }
            }
        }
        return gradients;
    }

    private void requireUnchangedParameters() {
        versionsRead.forEach((parameter, read) -> {
            if (parameter.version() != read) {
                throw new IllegalStateException("Tape.gradients: " + parameter + " was updated after this tape read it"
                        + " (version " + read + ", now " + parameter.version() + "), so its gradients would be wrong;"
                        + " take all gradients before the update, or run forward again on a new tape");
            }
        });
    }

    /** For operations: an array of at least {@code length} floats with unspecified content, until the tape is closed. */
    public float[] borrow(int length) {
        requireOpen();
        float[] array = context.workspace().floats(length);
        borrowed.add(array);
        return array;
    }

    /** For operations: an array of at least {@code length} floats, the first {@code length} +0, until the tape is closed. */
    public float[] borrowZeros(int length) {
        float[] array = borrow(length);
        Arrays.fill(array, 0, length, 0f);
        return array;
    }

    /** For operations: an array of at least {@code length} ints with unspecified content, until the tape is closed. */
    public int[] borrowInts(int length) {
        requireOpen();
        int[] array = context.workspace().ints(length);
        borrowedInts.add(array);
        return array;
    }

    /**
     * For operations: rows {@code rowFrom} to {@code rowTo - 1} of a matrix on this tape as right operand of products,
     * until the tape is closed; transposed, operand[k, j] is matrix[rowFrom + j, k]. The form of a parameter is made
     * once per version.
     */
    public PackedMatrix packed(Var matrix, int rowFrom, int rowTo, boolean transposed) {
        requireOwn(matrix);
        if (matrix.rank() != 2 || rowFrom < 0 || rowFrom > rowTo || rowTo > matrix.size(0)) {
            throw new IllegalArgumentException(
                    "Tape.packed: rows " + rowFrom + " to " + rowTo + " of " + matrix + ", which must have rank 2");
        }
        Parameter parameter = parametersByVar.get(matrix);
        if (parameter != null) {
            PackedForms.Lease lease = parameter.packedForms().borrow(context, rowFrom, rowTo, transposed);
            if (leases.putIfAbsent(lease, parameter) != null) {
                parameter.packedForms().giveBack(lease);
            }
            return lease.matrix();
        }
        PackedMatrix form = Packing.empty(context, rowTo - rowFrom, matrix.size(1), transposed);
        Packing.pack(context, form, matrix.values(), rowFrom, matrix.size(1), transposed);
        packed.add(form);
        return form;
    }

    /**
     * For operations: the listed rows of {@code matrix}, or without a list the first ones, as right operand of products,
     * {@code depth} rows of {@code columns} values, until the tape is closed.
     */
    public PackedMatrix packedRows(int depth, int columns, float[] matrix, int @Nullable [] rows) {
        requireOpen();
        PackedMatrix form = context.kernels().packed(depth, columns, context.workspace());
        packed.add(form);
        Packing.packRows(context, form, matrix, rows, 0);
        return form;
    }

    /** Throws unless the tape is open. */
    void requireOpen() {
        if (!open) {
            throw new IllegalStateException(
                    "Tape: is closed, and its values with it; copy what is needed later with toTensor()");
        }
    }

    void requireOwn(Var var) {
        requireOpen();
        if (var.tape() != this) {
            throw new IllegalArgumentException("Tape: " + var + " belongs to another tape");
        }
    }

    /** Gives all memory back; every value of this tape becomes invalid. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        borrowed.forEach(context.workspace()::release);
        borrowedInts.forEach(context.workspace()::release);
        packed.forEach(form -> form.release(context.workspace()));
        leases.forEach((lease, parameter) -> parameter.packedForms().giveBack(lease));
    }
}
