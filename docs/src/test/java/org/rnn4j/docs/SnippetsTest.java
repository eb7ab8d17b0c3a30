package org.rnn4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Java snippet of the README and of the pages in docs compiles against the library. */
class SnippetsTest {
    private static final Path ROOT = Path.of("..");
    /** What a snippet without imports of its own can use; the last two decide between types of equal name. */
    private static final List<String> IMPORTS = List.of(
            "java.util.*",
            "java.nio.charset.StandardCharsets",
            "java.nio.file.*",
            "org.rnn4j.autograd.*",
            "org.rnn4j.check.*",
            "org.rnn4j.data.*",
            "org.rnn4j.data.archive.*",
            "org.rnn4j.data.augment.*",
            "org.rnn4j.data.baseline.*",
            "org.rnn4j.data.batch.*",
            "org.rnn4j.data.corpus.*",
            "org.rnn4j.data.labelled.*",
            "org.rnn4j.data.metric.*",
            "org.rnn4j.data.series.*",
            "org.rnn4j.data.split.*",
            "org.rnn4j.data.stream.*",
            "org.rnn4j.data.table.*",
            "org.rnn4j.data.text.*",
            "org.rnn4j.data.vectors.*",
            "org.rnn4j.data.vocabulary.*",
            "org.rnn4j.io.*",
            "org.rnn4j.kernel.*",
            "org.rnn4j.layer.*",
            "org.rnn4j.loss.*",
            "org.rnn4j.optim.*",
            "org.rnn4j.optim.report.*",
            "org.rnn4j.optim.schedule.*",
            "org.rnn4j.optim.search.*",
            "org.rnn4j.recurrent.*",
            "org.rnn4j.tensor.*",
            "org.rnn4j.recurrent.Slot",
            "org.rnn4j.recurrent.Step");

    private static final Pattern PUBLIC_CLASS = Pattern.compile("^public (?:final )?class (\\w+)", Pattern.MULTILINE);

    @TempDir
    Path classes;

    static List<Snippet> snippets() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        List<Snippet> snippets = new ArrayList<>();
        for (Path page : pages) {
            snippets.addAll(Snippet.of(page.toString(), Files.readString(page)));
        }
        return snippets;
    }

    @Test
    void pages_haveSnippets() throws IOException {
        assertThat(snippets()).hasSizeGreaterThan(4);
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void snippet_compiles(Snippet snippet) throws IOException {
        assertThat(errors(snippet.source("Snippet", IMPORTS)))
                .as(snippet.toString())
                .isEmpty();
    }

    static Stream<Snippet> programs() throws IOException {
        return snippets().stream().filter(Snippet::isProgram);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void program_printsWhatThePageSays(Snippet program) throws Exception {
        assertThat(errors(program.source("Snippet", IMPORTS))).isEmpty();
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            Class<?> main = loader.loadClass(className(program.code()));
            main.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(program.output());
    }

    @Test
    void wrongSnippet_isNoticed() throws IOException {
        Snippet wrong = new Snippet("page", 1, "", "Tensor t = new NoSuchType();\n", "");
        assertThat(errors(wrong.source("Snippet", IMPORTS))).contains("NoSuchType");
    }

    private String errors(String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(messages, null, null, options, null, List.of(sourceFile(source)))
                .call();
        return compiled ? "" : messages + "\n" + source;
    }

    private static String className(String source) {
        Matcher declaration = PUBLIC_CLASS.matcher(source);
        return declaration.find() ? declaration.group(1) : "Snippet";
    }

    private static JavaFileObject sourceFile(String source) {
        return new SimpleJavaFileObject(
                URI.create("string:///" + className(source) + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }
}
