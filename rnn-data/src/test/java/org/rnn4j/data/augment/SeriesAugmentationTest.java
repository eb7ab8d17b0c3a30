package org.rnn4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.data.batch.Batches;
import org.rnn4j.data.batch.Targets;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.BatchSource.Position;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.SeriesBatch;

class SeriesAugmentationTest {
    private static final RandomKey KEY = RandomKey.of(1);
    private static final List<SeriesAugmentation> ALL = List.of(
            new RandomCrop(20),
            new Jitter(0.1),
            new Scaling(0.2),
            new Drift(0.5, 3),
            new TimeWarp(4, 3),
            new PointDropout(0.3, PointDropout.Filler.LAST),
            new PointDropout(0.3, PointDropout.Filler.ZERO),
            new Reverse(),
            SeriesAugmentation.chain(new Jitter(0.1), new TimeWarp(3, 2)),
            SeriesAugmentation.oneOf(new Jitter(0.1), new Scaling(0.3)),
            new Jitter(0.2).withChance(0.9));

    private static float[][] series(int length, int features) {
        RandomStream random = RandomKey.of(length).stream();
        float[][] series = new float[length][features];
        for (float[] step : series) {
            for (int i = 0; i < features; i++) {
                step[i] = (float) random.nextGaussian();
            }
        }
        return series;
    }

    @Test
    void shapeStaysTheInputIsLeftAloneAndTheKeyDecides() {
        for (SeriesAugmentation one : ALL) {
            for (int length : new int[] {0, 1, 2, 57}) {
                float[][] original = series(length, 3);
                float[][] before = Steps.copy(original);
                float[][] changed = one.augment(original, KEY.child(0));
                assertThat(original).isDeepEqualTo(before);
                assertThat(changed.length)
                        .as(one.toString())
                        .isEqualTo(one instanceof RandomCrop ? Math.min(20, length) : length);
                assertThat(Arrays.stream(changed)).allMatch(step -> step.length == 3);
                assertThat(one.augment(original, KEY.child(0))).isDeepEqualTo(changed);
                for (float[] step : changed) {
                    Arrays.fill(step, 99);
                }
                assertThat(original).as("arrays of its own").isDeepEqualTo(before);
            }
            float[][] original = series(57, 3);
            boolean random = !(one instanceof Reverse);
            List<Integer> results = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                results.add(Arrays.deepHashCode(one.augment(original, KEY.child(i))));
            }
            assertThat(results.stream().distinct().count()).as(one.toString()).isGreaterThanOrEqualTo(random ? 7 : 1);
        }
    }

    @Test
    void labelEffects_areDeclared() {
        assertThat(ALL.stream().map(SeriesAugmentation::labelEffect)).doesNotContain(LabelEffect.KEEPS);
        assertThat(new Reverse().labelEffect()).isEqualTo(LabelEffect.MAY_CHANGE);
        assertThat(SeriesAugmentation.chain(new Jitter(1), new Reverse()).labelEffect())
                .isEqualTo(LabelEffect.MAY_CHANGE);
        assertThat(SeriesAugmentation.oneOf(new Jitter(1), new Scaling(1)).labelEffect())
                .isEqualTo(LabelEffect.USUALLY_KEEPS);
        assertThat(new Reverse().withChance(0.1).labelEffect()).isEqualTo(LabelEffect.MAY_CHANGE);
    }

    @Test
    void crop_isARunOfTheSeries() {
        float[][] original = series(30, 2);
        for (int i = 0; i < 50; i++) {
            float[][] cropped = new RandomCrop(28).augment(original, KEY.child(i));
            assertThat(List.of(0, 1, 2))
                    .anyMatch(from -> Arrays.deepEquals(cropped, Arrays.copyOfRange(original, from, from + 28)));
        }
        assertThat(new RandomCrop(30).augment(original, KEY)).isDeepEqualTo(original);
    }

    @Test
    void jitter_hasItsDeviation() {
        float[][] zeros = new float[5_000][2];
        double squares = 0;
        for (float[] step : new Jitter(0.5).augment(zeros, KEY)) {
            squares += step[0] * step[0] + step[1] * step[1];
        }
        assertThat(Math.sqrt(squares / 10_000)).isCloseTo(0.5, within(0.015));
    }

    @Test
    void scaling_hasOneFactorForEachFeature() {
        float[][] original = series(10, 2);
        float[][] changed = new Scaling(0.3).augment(original, KEY);
        for (int i = 0; i < 2; i++) {
            double factor = changed[0][i] / original[0][i];
            assertThat(factor).isPositive().isNotEqualTo(1);
            for (int t = 1; t < 10; t++) {
                assertThat(changed[t][i] / original[t][i]).isCloseTo((float) factor, within(1e-4f));
            }
        }
        assertThat(changed[0][0] / original[0][0]).isNotEqualTo(changed[0][1] / original[0][1]);
    }

    @Test
    void drift_beginsAtZeroAndGoesAsFarAsItSays() {
        float[][] changed = new Drift(2, 4).augment(new float[101][3], KEY);
        for (int i = 0; i < 3; i++) {
            assertThat(changed[0][i]).isZero();
            float farthest = 0;
            for (int t = 0; t < 101; t++) {
                farthest = Math.max(farthest, Math.abs(changed[t][i]));
                if (t % 25 >= 2) {
                    float bend = changed[t][i] - 2 * changed[t - 1][i] + changed[t - 2][i];
                    assertThat(bend).as("straight between the points").isCloseTo(0, within(1e-5f));
                }
            }
            assertThat(farthest).isCloseTo(2, within(1e-6f));
        }
    }

    @Test
    void timeWarp_keepsOrderAndEnds() {
        float[][] line = new float[101][1];
        for (int t = 0; t < 101; t++) {
            line[t][0] = t;
        }
        float slowest = Float.MAX_VALUE;
        float fastest = 0;
        for (int i = 0; i < 50; i++) {
            float[][] changed = new TimeWarp(5, 3).augment(line, KEY.child(i));
            assertThat(changed[0][0]).isZero();
            assertThat(changed[100][0]).isEqualTo(100);
            for (int t = 1; t < 101; t++) {
                float speed = changed[t][0] - changed[t - 1][0];
                slowest = Math.min(slowest, speed);
                fastest = Math.max(fastest, speed);
            }
        }
        assertThat(slowest).isBetween(1 / 3f, 0.7f);
        assertThat(fastest).isBetween(1.4f, 3f);
    }

    @Test
    void pointDropout_losesStepsAtItsRate() {
        float[][] original = series(4_000, 2);
        float[][] zeroed = new PointDropout(0.25, PointDropout.Filler.ZERO).augment(original, KEY);
        float[][] held = new PointDropout(0.25, PointDropout.Filler.LAST).augment(original, KEY);
        float[][] missing = new PointDropout(0.25, PointDropout.Filler.MISSING).augment(original, KEY);
        int lost = 0;
        float[] last = {0, 0};
        for (int t = 0; t < 4_000; t++) {
            boolean gone = zeroed[t][0] == 0 && zeroed[t][1] == 0;
            lost += gone ? 1 : 0;
            last = gone ? last : original[t];
            assertThat(held[t]).isEqualTo(last);
            assertThat(Float.isNaN(missing[t][0])).isEqualTo(gone);
            assertThat(gone || Arrays.equals(zeroed[t], original[t])).isTrue();
        }
        assertThat(lost / 4_000.0).isCloseTo(0.25, within(0.03));
    }

    @Test
    void reverse_turnsTimeAround() {
        assertThat(new Reverse().augment(new float[][] {{1, 2}, {3, 4}, {5, 6}}, KEY))
                .isDeepEqualTo(new float[][] {{5, 6}, {3, 4}, {1, 2}});
    }

    @Test
    void missingValues_stayMissingAndSpoilNoOthers() {
        float[][] original = series(20, 2);
        original[7][1] = Float.NaN;
        for (SeriesAugmentation one : List.of(new Jitter(1), new Scaling(1), new Drift(1, 2))) {
            float[][] changed = one.augment(original, KEY);
            for (int t = 0; t < 20; t++) {
                assertThat(Float.isNaN(changed[t][0])).isFalse();
                assertThat(Float.isNaN(changed[t][1])).isEqualTo(t == 7);
            }
        }
    }

    @Test
    void augmentedInputs_changeWithTheEpochAndComeAgain() {
        List<float[][]> all = List.of(series(5, 2), series(3, 2), series(4, 2));
        BatchSource<Batch<SeriesBatch, int[]>> source = Batches.of(
                        new AugmentedSeries(all, new Jitter(0.1), KEY), Targets.labels(new int[] {0, 1, 2}), 2)
                .inOrder();
        Batch<SeriesBatch, int[]> first = source.next();
        assertThat(first.input().lengths().toArray()).containsExactly(5, 3);
        assertThat(first.input().values().get(0, 0, 0)).isNotEqualTo(all.get(0)[0][0]);
        source.restore(new Position(1, 0));
        assertThat(source.next().input().values()).isNotEqualTo(first.input().values());
        source.restore(Position.START);
        assertThat(source.next().input().values()).isEqualTo(first.input().values());
    }

    @Test
    void wrongNumbers_areRefused() {
        assertThatThrownBy(() -> new RandomCrop(0)).hasMessageContaining("at least 1, but got 0");
        assertThatThrownBy(() -> new Jitter(0)).hasMessageContaining("positive deviation, but got 0.0");
        assertThatThrownBy(() -> new Scaling(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Drift(1, 0)).hasMessageContaining("at least 1 point");
        assertThatThrownBy(() -> new TimeWarp(1, 2)).hasMessageContaining("1 and 2.0");
        assertThatThrownBy(() -> new TimeWarp(2, 1)).hasMessageContaining("2 and 1.0");
        assertThatThrownBy(() -> new PointDropout(1, PointDropout.Filler.ZERO)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> new Jitter(1).withChance(2)).hasMessageContaining("from 0 to 1, but got 2.0");
        assertThatThrownBy(() -> SeriesAugmentation.oneOf()).hasMessageContaining("at least 1 augmentation");
    }
}
