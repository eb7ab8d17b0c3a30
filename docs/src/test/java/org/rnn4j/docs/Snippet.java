package org.rnn4j.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java snippet of a Markdown page.
 *
 * <p>A snippet that declares types is compiled as it stands. One that does not is the body of a method; what it takes
 * for granted stands in a comment right before its fence: {@code <!-- given: Context context, Tensor series -->}.
 *
 * @param page the file's name
 * @param line the line of the opening fence, from 1
 * @param given the parameters of the method around it
 * @param code the snippet
 * @param output what stands in the {@code text} fence behind the snippet, up to the next snippet; empty if there is none
 */
record Snippet(String page, int line, String given, String code, String output) {
    private static final Pattern FENCE = Pattern.compile(
            "(?:^<!-- given: (?<given>[^\\n]*?) -->\\n)?^```java\\n(?<code>.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern OUTPUT =
            Pattern.compile("\\A(?:(?!^```).)*?^```text\\n(?<output>.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern TYPE =
            Pattern.compile("^(public |final |abstract )*(class|record|interface|enum) ", Pattern.MULTILINE);

    static List<Snippet> of(String page, String markdown) {
        List<Snippet> snippets = new ArrayList<>();
        Matcher matcher = FENCE.matcher(markdown);
        while (matcher.find()) {
            int line = (int) markdown.substring(0, matcher.start()).lines().count() + 1;
            String given = matcher.group("given");
            Matcher output = OUTPUT.matcher(markdown.substring(matcher.end()));
            snippets.add(new Snippet(
                    page,
                    line,
                    given == null ? "" : given,
                    matcher.group("code"),
                    output.find() ? output.group("output") : ""));
        }
        return snippets;
    }

    /** Whether this is a whole program. */
    boolean isProgram() {
        return code.contains("public static void main(String[] args)");
    }

    boolean declaresTypes() {
        return TYPE.matcher(code).find();
    }

    /** The source of a class {@code name} (snippets with types keep their own names) with the library imported. */
    String source(String name, List<String> imports) {
        StringBuilder source = new StringBuilder();
        imports.forEach(type -> source.append("import ").append(type).append(";\n"));
        if (declaresTypes()) {
            return code.lines().anyMatch(text -> text.startsWith("import ")) ? code : source + code;
        }
        return source + "class " + name + " {\nvoid snippet(" + given + ") throws Exception {\n" + code + "\n}\n}\n";
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
