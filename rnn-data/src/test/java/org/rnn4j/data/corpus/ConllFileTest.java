package org.rnn4j.data.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.Mutants;
import org.rnn4j.data.RealData;
import org.rnn4j.data.metric.SpanF1;

class ConllFileTest {
    private static final ConllFile CHUNKS = ConllFile.blanks("word", "pos", "chunk");
    private static final String TEXT = "He PRP B-NP\nruns  VBZ\tB-VP\n\n\n# # B-NP\n5 CD I-NP \n";

    @TempDir
    private Path folder;

    private List<TaggedSentence> read(ConllFile kind, String text, MalformedLines malformed) throws Exception {
        return kind.read(Files.writeString(folder.resolve("corpus.txt"), text), UTF_8, malformed);
    }

    @Test
    void sentences_haveColumns() throws Exception {
        List<TaggedSentence> sentences = read(CHUNKS, TEXT, MalformedLines.refused());
        assertThat(sentences).hasSize(2);
        assertThat(sentences.get(0).column("word")).containsExactly("He", "runs");
        assertThat(sentences.get(0).column("chunk")).containsExactly("B-NP", "B-VP");
        assertThat(sentences.get(1).column("pos")).containsExactly("#", "CD");
        assertThat(sentences.get(1).length()).isEqualTo(2);
        assertThat(sentences.get(1)).hasToString("# 5");
        assertThat(sentences.get(0)).isNotEqualTo(sentences.get(1));
        assertThat(read(CHUNKS, TEXT + "\n \n", MalformedLines.refused())).isEqualTo(sentences);
        assertThat(read(CHUNKS, "\n\n", MalformedLines.refused())).isEmpty();
        assertThatThrownBy(() -> sentences.get(0).column("lemma")).hasMessageContaining("[word, pos, chunk]");
    }

    @Test
    void tabs_leaveBlanksInWords() throws Exception {
        List<TaggedSentence> sentences =
                read(ConllFile.tabs("word", "tag"), "New York\tPROPN\n!\tPUNCT\n", MalformedLines.refused());
        assertThat(sentences.get(0).column("word")).containsExactly("New York", "!");
    }

    @Test
    void universalFormat_passesOverCommentsRangesAndEmptyNodes() throws Exception {
        String rest = "\t_\tX\t_\t_\t0\troot\t_\t_\n";
        List<TaggedSentence> sentences = read(
                ConllFile.universal(),
                "# text = vámonos #1\n1-2\tvámonos" + rest + "1\tvamos" + rest + "2\tnos" + rest + "2.1\tx" + rest
                        + "3\t#" + rest + "\n",
                MalformedLines.refused());
        assertThat(sentences).hasSize(1);
        assertThat(sentences.get(0).column("form")).containsExactly("vamos", "nos", "#");
        assertThat(sentences.get(0).column("upos")).containsOnly("X");
    }

    @Test
    void malformedLines_areRefusedWithTheirNumber() {
        assertThatThrownBy(() -> read(CHUNKS, "a b c\nd e\n", MalformedLines.refused()))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("corpus.txt, line 2: expected 3 columns [word, pos, chunk], but found 2");
        assertThatThrownBy(() -> read(ConllFile.tabs("word", "tag"), "a\t\n", MalformedLines.refused()))
                .hasMessageContaining("line 1")
                .hasMessageContaining("some of them empty");
    }

    @Test
    void malformedLines_spoilTheirSentenceOnly() throws Exception {
        MalformedLines malformed = MalformedLines.skipped();
        List<TaggedSentence> sentences = read(CHUNKS, "a b c\nd e\nf g\n\nh i j\n\nk\nl m n\n\no p q\n\nr", malformed);
        assertThat(sentences.stream().map(TaggedSentence::toString)).containsExactly("h", "o");
        assertThat(malformed.count()).isEqualTo(3);
        assertThat(malformed.first().orElseThrow().line()).isEqualTo(2);
    }

    @Test
    void mutants_areReadOrRefusedWithTheirLine() throws Exception {
        int refused = Mutants.refused(folder.resolve("mutant.conll"), TEXT.getBytes(UTF_8), file -> {
            for (TaggedSentence sentence : CHUNKS.read(file, UTF_8, MalformedLines.refused())) {
                for (String column : sentence.columns()) {
                    assertThat(sentence.column(column))
                            .hasSize(sentence.length())
                            .doesNotContain("");
                }
            }
        });
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void columns_needNames() {
        assertThatThrownBy(() -> ConllFile.blanks()).hasMessageContaining("at least 1 column");
        assertThatThrownBy(() -> ConllFile.tabs("a", "a")).hasMessageContaining("[a, a]");
    }

    @Test
    void conll2000_isRead() throws Exception {
        Path set = RealData.folder("conll2000_chunking");
        List<TaggedSentence> test = CHUNKS.read(set.resolve("test.txt.gz"), UTF_8, MalformedLines.refused());
        assertThat(test).hasSize(2_012);
        assertThat(test.stream().mapToInt(TaggedSentence::length).sum()).isEqualTo(47_377);
        Set<String> tags = new HashSet<>();
        test.forEach(sentence -> tags.addAll(sentence.column("chunk")));
        assertThat(new SpanF1(List.copyOf(tags)).types()).contains("NP", "VP", "PP");
    }

    @Test
    void universalDependencies_areRead() throws Exception {
        Path set = RealData.folder("ud_english_ewt");
        List<TaggedSentence> dev = ConllFile.tabs("word", "upos", "xpos")
                .read(set.resolve("en-ud-tag.v2.dev.txt.gz"), UTF_8, MalformedLines.refused());
        assertThat(dev).hasSize(2_002);
        assertThat(dev.stream().mapToInt(TaggedSentence::length).sum()).isEqualTo(25_148);
    }
}
