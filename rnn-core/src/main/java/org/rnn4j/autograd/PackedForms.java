package org.rnn4j.autograd;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.kernel.PackedMatrix;

/**
 * The packed forms of one parameter: each is made once per version and shared by all tapes. A form that no tape uses is
 * packed anew in place when the version has moved.
 */
final class PackedForms {
    /** A packed form lent to one or more tapes. */
    static final class Lease {
        private final Kernels kernels;
        private final int rowFrom;
        private final int rowTo;
        private final boolean transposed;
        private final PackedMatrix matrix;
        private long version;
        private int users;

        private Lease(Kernels kernels, int rowFrom, int rowTo, boolean transposed, PackedMatrix matrix) {
            this.kernels = kernels;
            this.rowFrom = rowFrom;
            this.rowTo = rowTo;
            this.transposed = transposed;
            this.matrix = matrix;
        }

        PackedMatrix matrix() {
            return matrix;
        }

        private boolean isForm(Kernels wanted, int from, int to, boolean wantedTransposed) {
            return kernels == wanted && rowFrom == from && rowTo == to && transposed == wantedTransposed;
        }
    }

    private static final long BEING_PACKED = -1;

    private final Parameter parameter;
    private final List<Lease> leases = new ArrayList<>();

    PackedForms(Parameter parameter) {
        this.parameter = parameter;
    }

    /** Rows {@code rowFrom} to {@code rowTo - 1} of the matrix as right operand, transposed or as they are. */
    synchronized Lease borrow(Context context, int rowFrom, int rowTo, boolean transposed) {
        Kernels kernels = context.kernels();
        long version = parameter.version();
        Lease idle = null;
        for (Lease lease : leases) {
            if (lease.isForm(kernels, rowFrom, rowTo, transposed)) {
                if (lease.version == version) {
                    lease.users++;
                    return lease;
                }
                if (lease.users == 0) {
                    idle = lease;
                }
            }
        }
        return pack(context, idle, rowFrom, rowTo, transposed, version);
    }

    private Lease pack(
            Context context, @Nullable Lease idle, int rowFrom, int rowTo, boolean transposed, long version) {
        int columns = parameter.size(1);
        Lease lease = idle;
        if (lease == null) {
            PackedMatrix matrix = Packing.empty(context, rowTo - rowFrom, columns, transposed);
            lease = new Lease(context.kernels(), rowFrom, rowTo, transposed, matrix);
        }
        lease.version = BEING_PACKED;
        Packing.pack(context, lease.matrix, parameter.values(), rowFrom, columns, transposed);
        if (lease != idle) {
            leases.add(lease);
        }
        lease.version = version;
        lease.users = 1;
        return lease;
    }

    synchronized void giveBack(Lease lease) {
        lease.users--;
    }
}
