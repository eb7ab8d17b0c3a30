package org.rnn4j.examples.languageid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.rnn4j.examples.CellKind;
import picocli.CommandLine;

class SettingsTest {
    @Test
    void defaults_areThoseChosenOnTheValidationNames() {
        Settings settings = CommandLine.populateCommand(new Settings());

        assertThat(settings.cell).isEqualTo(CellKind.LSTM);
        assertThat(settings.embedding).isEqualTo(48);
        assertThat(settings.hidden).isEqualTo(128);
        assertThat(settings.dropout).isEqualTo(0.4);
        assertThat(settings.batch).isEqualTo(64);
        assertThat(settings.epochs).isEqualTo(8);
        assertThat(settings.patience).isEqualTo(3);
        assertThat(settings.learningRate).isEqualTo(0.005);
        assertThat(settings.smoothing).isEqualTo(0.1);
        assertThat(settings.clip).isEqualTo(1);
        assertThatCode(settings::validate).doesNotThrowAnyException();
    }
}
