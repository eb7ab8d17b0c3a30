package org.rnn4j.layer;

import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.decomposition.qr.QRDecompositionHouseholderColumn_FDRM;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/**
 * The Q of the QR decomposition of a Gaussian matrix, with the signs that make the diagonal of R positive, so that Q is
 * evenly distributed (Mezzadri 2007).
 */
final class Orthogonal {
    private Orthogonal() {}

    static Tensor initialize(int[] shape, RandomKey key) {
        Initializers.requireMatrix("orthogonal", shape);
        int rows = shape[0];
        int columns = Tensor.elementCount(shape) / rows;
        int[] tall = {Math.max(rows, columns), Math.min(rows, columns)};
        FMatrixRMaj q = decompose(Initializers.normal(1).initialize(tall, key).toMatrix());
        if (rows < columns) {
            CommonOps_FDRM.transpose(q);
        }
        return Tensor.of(q).reshape(shape);
    }

    private static FMatrixRMaj decompose(FMatrixRMaj gaussian) {
        var decomposition = new QRDecompositionHouseholderColumn_FDRM();
        if (!decomposition.decompose(gaussian)) {
            throw new IllegalStateException("Initializers.orthogonal: the decomposition of a " + gaussian.numRows
                    + " x " + gaussian.numCols + " matrix failed");
        }
        FMatrixRMaj q = decomposition.getQ(null, true);
        FMatrixRMaj r = decomposition.getR(null, true);
        for (int j = 0; j < q.numCols; j++) {
            if (r.get(j, j) < 0) {
                for (int i = 0; i < q.numRows; i++) {
                    q.set(i, j, -q.get(i, j));
                }
            }
        }
        return q;
    }
}
