package org.rnn4j.kernel;

/**
 * The gates of one row, units {@code from} to {@code width - 1}, in plain Java: all of it for the portable kernels, the
 * units behind the last full vector for the SIMD kernels. The formulas are those of {@link Kernels}.
 */
final class GateMath {
    private GateMath() {}

    static float tanhBackward(float x, float g) {
        return Math.fma(-x, x, 1f) * g;
    }

    static void lstmForward(
            int from,
            int width,
            float[] gates,
            int gatesAt,
            float[] cPrevious,
            int cPreviousAt,
            float[] c,
            int cAt,
            float[] tanhC,
            int tanhCAt,
            float[] h,
            int hAt) {
        for (int j = from; j < width; j++) {
            int at = gatesAt + j;
            float i = ScalarMath.sigmoid(gates[at]);
            float f = ScalarMath.sigmoid(gates[at + width]);
            float g = ScalarMath.tanh(gates[at + 2 * width]);
            float o = ScalarMath.sigmoid(gates[at + 3 * width]);
            float cell = Math.fma(f, cPrevious[cPreviousAt + j], i * g);
            float squashed = ScalarMath.tanh(cell);
            gates[at] = i;
            gates[at + width] = f;
            gates[at + 2 * width] = g;
            gates[at + 3 * width] = o;
            c[cAt + j] = cell;
            tanhC[tanhCAt + j] = squashed;
            h[hAt + j] = o * squashed;
        }
    }

    static void lstmBackward(
            int from,
            int width,
            float[] gates,
            float[] dGates,
            int gatesAt,
            float[] cPrevious,
            float[] dcPrevious,
            int cPreviousAt,
            float[] dc,
            int dcAt,
            float[] tanhC,
            int tanhCAt,
            float[] dh,
            int dhAt) {
        for (int j = from; j < width; j++) {
            int at = gatesAt + j;
            float i = gates[at];
            float f = gates[at + width];
            float g = gates[at + 2 * width];
            float o = gates[at + 3 * width];
            float squashed = tanhC[tanhCAt + j];
            float dHidden = dh[dhAt + j];
            float d = Math.fma(dHidden * o, Math.fma(-squashed, squashed, 1f), dc[dcAt + j]);
            dGates[at] = (d * g) * (i * (1f - i));
            dGates[at + width] = (d * cPrevious[cPreviousAt + j]) * (f * (1f - f));
            dGates[at + 2 * width] = (d * i) * Math.fma(-g, g, 1f);
            dGates[at + 3 * width] = (dHidden * squashed) * (o * (1f - o));
            dcPrevious[cPreviousAt + j] = Math.fma(d, f, dcPrevious[cPreviousAt + j]);
        }
    }

    static void gruForward(
            int from,
            int width,
            float[] gates,
            int gatesAt,
            float[] candidate,
            int candidateAt,
            float[] hPrevious,
            int hPreviousAt,
            float[] h,
            int hAt) {
        for (int j = from; j < width; j++) {
            int at = gatesAt + j;
            float r = ScalarMath.sigmoid(gates[at]);
            float z = ScalarMath.sigmoid(gates[at + width]);
            float n = ScalarMath.tanh(Math.fma(r, candidate[candidateAt + j], gates[at + 2 * width]));
            gates[at] = r;
            gates[at + width] = z;
            gates[at + 2 * width] = n;
            h[hAt + j] = Math.fma(z, hPrevious[hPreviousAt + j] - n, n);
        }
    }

    static void gruBackward(
            int from,
            int width,
            float[] gates,
            float[] dGates,
            int gatesAt,
            float[] candidate,
            float[] dCandidate,
            int candidateAt,
            float[] hPrevious,
            float[] dhPrevious,
            int hPreviousAt,
            float[] dh,
            int dhAt) {
        for (int j = from; j < width; j++) {
            int at = gatesAt + j;
            float r = gates[at];
            float z = gates[at + width];
            float n = gates[at + 2 * width];
            float dHidden = dh[dhAt + j];
            float dn = (dHidden * (1f - z)) * Math.fma(-n, n, 1f);
            dGates[at] = (dn * candidate[candidateAt + j]) * (r * (1f - r));
            dGates[at + width] = (dHidden * (hPrevious[hPreviousAt + j] - n)) * (z * (1f - z));
            dGates[at + 2 * width] = dn;
            dCandidate[candidateAt + j] = dn * r;
            dhPrevious[hPreviousAt + j] = Math.fma(dHidden, z, dhPrevious[hPreviousAt + j]);
        }
    }
}
