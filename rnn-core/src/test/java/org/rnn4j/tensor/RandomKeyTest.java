package org.rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomKeyTest {
    @Test
    void mixing_isThatOfSplitMix64() {
        // the published first outputs of SplitMix64 for the seed 1234567
        long golden = 0x9E3779B97F4A7C15L;
        long[] published = {6457827717110365317L, 3203168211198807973L, -8629252141511181193L};
        for (int i = 0; i < published.length; i++) {
            assertThat(RandomKey.mix(1234567 + golden * (i + 1))).isEqualTo(published[i]);
        }
        assertThat(RandomKey.of(1234567).high()).isEqualTo(published[0]);
    }

    @Test
    void bits_neverChangeBetweenVersions() {
        RandomKey key = RandomKey.of(1);
        assertThat(key).hasToString("910a2dec89025cc1492b8d6066c09227");
        assertThat(key.child("weight_ih_l0")).hasToString("0eab57a1eb8af4ecb8d8ed946819d92f");
        assertThat(key.child("")).hasToString("47bcdcdf25f2944687485284210ff58a");
        assertThat(key.child(7)).hasToString("b82f21ea49228a9d5be34a052fabc7c4");
        assertThat(key.child("encoder").child(-1)).hasToString("f9da12de03483dc19613ba374ce8b27f");
        assertThat(key.rowSeed(3, 5)).isEqualTo(-4886351160632267408L);
        assertThat(RandomKey.uniform(key.rowSeed(3, 5), 2)).isEqualTo(0.946422f);
        assertThat(RandomKey.of(-1)).hasToString("e4d971771b652c20fe766ab13afab784");
    }

    @Test
    void text_goesBothWays() {
        RandomKey key = RandomKey.of(42).child("x");
        assertThat(RandomKey.parse(key.toString())).isEqualTo(key);
        assertThatThrownBy(() -> RandomKey.parse("12"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 hexadecimal digits")
                .hasMessageContaining("\"12\"");
        assertThatThrownBy(() -> RandomKey.parse("x".repeat(32))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void children_differFromEachOtherAndFromTheirParent() {
        Set<RandomKey> seen = new HashSet<>();
        Set<Long> highs = new HashSet<>();
        Set<Long> lows = new HashSet<>();
        int count = 0;
        for (long seed = -100; seed < 100; seed++) {
            RandomKey key = RandomKey.of(seed);
            RandomKey[] keys = {
                key,
                key.child(0),
                key.child(1),
                key.child(-1),
                key.child(""),
                key.child("0"),
                key.child("a"),
                key.child("b"),
                key.child("a").child("b"),
                key.child("b").child("a"),
                key.child("ab"),
                key.child("12345678"),
                key.child("123456781"),
                key.child("\0"),
                key.child("\0\0"),
                key.child(0).child(0)
            };
            for (RandomKey each : keys) {
                count++;
                seen.add(each);
                highs.add(each.high());
                lows.add(each.low());
            }
        }
        assertThat(seen).hasSize(count);
        assertThat(highs).hasSize(count);
        assertThat(lows).hasSize(count);
    }

    @Test
    void oneBitOfTheSeed_changesAboutHalfTheBits() {
        int changed = 0;
        int pairs = 0;
        for (long seed = 0; seed < 200; seed++) {
            for (int bit = 0; bit < 64; bit += 7) {
                RandomKey one = RandomKey.of(seed);
                RandomKey other = RandomKey.of(seed ^ 1L << bit);
                changed += Long.bitCount(one.high() ^ other.high()) + Long.bitCount(one.low() ^ other.low());
                pairs++;
            }
        }
        assertThat(changed / (double) pairs).isBetween(63.0, 65.0);
    }

    @Test
    void uniformByPosition_isUniformOverRowsStepsAndFeatures() {
        RandomKey key = RandomKey.of(9);
        int[] overRows = new int[100];
        int[] overSteps = new int[100];
        int[] overFeatures = new int[100];
        for (int i = 0; i < 200_000; i++) {
            overRows[bucket(RandomKey.uniform(key.rowSeed(i, 3), 4))]++;
            overSteps[bucket(RandomKey.uniform(key.rowSeed(3, i), 4))]++;
            overFeatures[bucket(RandomKey.uniform(key.rowSeed(3, 4), i))]++;
        }
        assertThat(chiSquare(overRows)).isBetween(50.0, 165.0);
        assertThat(chiSquare(overSteps)).isBetween(50.0, 165.0);
        assertThat(chiSquare(overFeatures)).isBetween(50.0, 165.0);
    }

    private static int bucket(float uniform) {
        assertThat(uniform).isGreaterThanOrEqualTo(0f).isLessThan(1f);
        return (int) (uniform * 100);
    }

    /** Chi-square of equally likely buckets; for 99 degrees of freedom 50 to 165 leaves out less than 1 in 10,000. */
    static double chiSquare(int[] buckets) {
        long total = 0;
        for (int bucket : buckets) {
            total += bucket;
        }
        double expected = total / (double) buckets.length;
        double sum = 0;
        for (int bucket : buckets) {
            sum += (bucket - expected) * (bucket - expected) / expected;
        }
        return sum;
    }

    @Test
    void rowSeeds_ofNeighbours_differ() {
        Set<Long> seeds = new HashSet<>();
        RandomKey key = RandomKey.of(4);
        for (int row = 0; row < 300; row++) {
            for (int step = 0; step < 300; step++) {
                seeds.add(key.rowSeed(row, step));
            }
        }
        assertThat(seeds).hasSize(90_000);
    }
}
