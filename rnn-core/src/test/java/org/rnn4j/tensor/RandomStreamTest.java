package org.rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    private final RandomStream random = RandomKey.of(1).child("stream").stream();

    @Test
    void numbers_neverChangeBetweenVersions() {
        RandomStream stream = RandomKey.of(1).stream();
        assertThat(stream.nextLong()).isEqualTo(6726793954977261141L);
        assertThat(stream.nextInt(1_000_000)).isEqualTo(410045);
        assertThat(stream.nextDouble()).isEqualTo(0.897629825664373);
        assertThat(stream.nextFloat()).isEqualTo(0.0042436123f);
        assertThat(stream.nextGaussian()).isEqualTo(-1.0220867065563517);
        assertThat(stream.permutation(10)).containsExactly(6, 0, 5, 4, 3, 2, 9, 1, 7, 8);
        assertThat(stream.position()).isEqualTo(15);
    }

    @Test
    void position_continuesTheStream() {
        for (int i = 0; i < 17; i++) {
            random.nextLong();
        }
        long position = random.position();
        double[] first = {random.nextDouble(), random.nextGaussian(), random.nextInt(10)};
        RandomStream other = random.key().stream();
        other.position(position);
        assertThat(new double[] {other.nextDouble(), other.nextGaussian(), other.nextInt(10)})
                .isEqualTo(first);
        assertThatThrownBy(() -> random.position(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void nextInt_isUniform() {
        int[] buckets = new int[100];
        for (int i = 0; i < 200_000; i++) {
            buckets[random.nextInt(100)]++;
        }
        assertThat(RandomKeyTest.chiSquare(buckets)).isBetween(50.0, 165.0);
    }

    @Test
    void nextInt_ofLargeBound_isUniform() {
        int bound = 1_610_612_736; // three quarters of 2^31, where a plain remainder would favour some numbers
        int[] buckets = new int[100];
        for (int i = 0; i < 200_000; i++) {
            buckets[(int) (random.nextInt(bound) * 100L / bound)]++;
        }
        assertThat(RandomKeyTest.chiSquare(buckets)).isBetween(50.0, 165.0);
        assertThat(random.nextInt(1)).isZero();
        assertThat(random.nextInt(Integer.MAX_VALUE)).isNotNegative();
        assertThatThrownBy(() -> random.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nextFloatAndNextDouble_areUniform() {
        int[] floats = new int[100];
        int[] doubles = new int[100];
        for (int i = 0; i < 200_000; i++) {
            floats[(int) (random.nextFloat() * 100)]++;
            doubles[(int) (random.nextDouble() * 100)]++;
        }
        assertThat(RandomKeyTest.chiSquare(floats)).isBetween(50.0, 165.0);
        assertThat(RandomKeyTest.chiSquare(doubles)).isBetween(50.0, 165.0);
    }

    @Test
    void nextGaussian_hasTheMomentsAndTailsOfTheNormalDistribution() {
        int count = 400_000;
        double[] moments = new double[5];
        int beyondTwo = 0;
        int belowMinusOne = 0;
        for (int i = 0; i < count; i++) {
            double x = random.nextGaussian();
            for (int power = 1; power <= 4; power++) {
                moments[power] += StrictMath.pow(x, power) / count;
            }
            beyondTwo += Math.abs(x) > 2 ? 1 : 0;
            belowMinusOne += x < -1 ? 1 : 0;
        }
        assertThat(moments[1]).isBetween(-0.007, 0.007);
        assertThat(moments[2]).isBetween(0.99, 1.01);
        assertThat(moments[3]).isBetween(-0.03, 0.03);
        assertThat(moments[4]).isBetween(2.93, 3.07);
        assertThat(beyondTwo / (double) count).isBetween(0.0440, 0.0470);
        assertThat(belowMinusOne / (double) count).isBetween(0.1562, 0.1612);
    }

    @Test
    void permutations_areUniformAndComplete() {
        int[] counts = new int[24];
        for (int i = 0; i < 48_000; i++) {
            int[] p = random.permutation(4);
            int[] sorted = p.clone();
            Arrays.sort(sorted);
            assertThat(sorted).containsExactly(0, 1, 2, 3);
            int code = 0;
            for (int a = 0; a < 4; a++) {
                int smaller = 0;
                for (int b = a + 1; b < 4; b++) {
                    smaller += p[b] < p[a] ? 1 : 0;
                }
                code = code * (4 - a) + smaller;
            }
            counts[code]++;
        }
        assertThat(RandomKeyTest.chiSquare(counts)).isBetween(5.0, 57.0); // 23 degrees of freedom
    }

    @Test
    void shuffle_keepsTheNumbers() {
        int[] numbers = {5, 5, 7, 9};
        random.shuffle(numbers);
        assertThat(numbers).containsExactlyInAnyOrder(5, 5, 7, 9);
        int[] none = {};
        random.shuffle(none);
        assertThat(random.permutation(0)).isEmpty();
    }
}
