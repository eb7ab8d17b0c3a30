package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescriptionTest {
    @Test
    void sameRule_isTheSame_howeverAJvmWritesIt() {
        assertThat(Description.same("Sgd[rate=2.0E-3, a=1]", "Sgd[rate=0.0020, a=1]"))
                .isTrue();
        assertThat(Description.same(
                        "P[names=a.B$$Lambda$14/0x00007f@1b2c3d, s=1.5]", "P[names=a.B$$Lambda/0x8@ff, s=1.5]"))
                .isTrue();
        assertThat(Description.same("my.Rule@1b2c", "my.Rule@3d4e")).isTrue();
    }

    @Test
    void constants_areComparedByTheirFactor() {
        String half = Schedule.constant(0.5).toString();
        assertThat(Description.same(half, Schedule.constant(0.5).toString())).isTrue();
        assertThat(Description.same(half, Schedule.constant().toString())).isFalse();
    }

    @Test
    void otherRule_isAnother() {
        assertThat(Description.same("Sgd[rate=0.1]", "Sgd[rate=0.10000000000000002]"))
                .isFalse();
        assertThat(Description.same("Sgd[rate=-0.1]", "Sgd[rate=0.1]")).isFalse();
        assertThat(Description.same("Adam[rate=0.1]", "AdamW[rate=0.1]")).isFalse();
        assertThat(Description.same("Sgd[n=1]", "Sgd[n=2]")).isFalse();
        assertThat(Description.same("my.Rule@1b2c", "my.Other@1b2c")).isFalse();
        assertThat(Description.same("P[names=a.B$$Lambda$14/0x7f@1b, s=1.5]", "P[names=a.C$$Lambda$14/0x7f@1b, s=1.5]"))
                .isFalse();
        assertThat(Description.same("P[names=a.B$$Lambda$14/0x7f@1b, s=1.5]", "P[names=a.B$$Lambda$14/0x7f@1b, s=2.5]"))
                .isFalse();
    }
}
