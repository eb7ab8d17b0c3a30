package org.rnn4j.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RewindableReaderTest {
    /** Reads so many characters, one at a time, rewinds with this line as the first one that is kept, and reads all. */
    private static String restBehind(long line, int charactersBefore, String text) throws IOException {
        RewindableReader reader = new RewindableReader(new StringReader(text));
        reader.keepFrom(line);
        for (int i = 0; i < charactersBefore; i++) {
            assertThat(reader.read()).isEqualTo(text.charAt(i));
        }
        reader.rewindBehindFirstLine();
        return rest(reader);
    }

    private static String rest(Reader reader) throws IOException {
        StringWriter rest = new StringWriter();
        reader.transferTo(rest);
        return rest.toString();
    }

    @Test
    void rewinding_goesBehindTheFirstLineThatIsKept() throws IOException {
        for (String end : new String[] {"\n", "\r", "\r\n"}) {
            String text = String.join(end, "one", "two", "three", "four");
            for (int read = 4 + end.length(); read <= text.length(); read++) {
                assertThat(restBehind(2, read, text)).as("%d read", read).isEqualTo("three" + end + "four");
            }
            assertThat(restBehind(1, 2, text)).isEqualTo("two" + end + "three" + end + "four");
        }
    }

    @Test
    void behindTheLastLine_isTheEnd() throws IOException {
        for (String text : new String[] {"", "one", "one\n", "one\r", "one\r\n"}) {
            assertThat(restBehind(1, 0, text)).isEmpty();
            assertThat(restBehind(1, text.length(), text)).isEmpty();
        }
    }

    @Test
    void linesLongerThanWhatIsReadAtOnce_arePassedWhole() throws IOException {
        for (int length = 8_190; length < 8_194; length++) {
            assertThat(restBehind(1, 1, "x".repeat(length) + "\r\ntwo")).isEqualTo("two");
        }
        assertThat(restBehind(1, 1, "x".repeat(100_000) + "\ntwo")).isEqualTo("two");
    }

    @Test
    void rewindingTwice_goesBehindTwoLines() throws IOException {
        RewindableReader reader = new RewindableReader(new StringReader("one\ntwo\nthree"));
        reader.rewindBehindFirstLine();
        reader.rewindBehindFirstLine();
        assertThat(rest(reader)).isEqualTo("three");
    }
}
