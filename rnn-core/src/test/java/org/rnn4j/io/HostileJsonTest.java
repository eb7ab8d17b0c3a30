package org.rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HostileJsonTest {
    private record Attack(String name, byte[] bytes, String message) {
        Attack(String name, String text, String message) {
            this(name, text.getBytes(StandardCharsets.UTF_8), message);
        }
    }

    @TestFactory
    Stream<DynamicTest> attack_isRefused() {
        return Stream.of(syntax(), bombs())
                .flatMap(Stream::of)
                .map(attack -> DynamicTest.dynamicTest(attack.name, () -> {
                    FileFormatException refusal =
                            Refusal.of(attack.name, () -> JsonObject.read(attack.bytes, "evil.json"));
                    assertThat(refusal).hasMessageStartingWith("evil.json").hasMessageContaining(attack.message);
                }));
    }

    private static Attack[] syntax() {
        return new Attack[] {
            new Attack("nothing", "", "the end"),
            new Attack("blanks", " \n", "the end"),
            new Attack("an array", "[]", "one JSON object"),
            new Attack("a string", "\"a\"", "one JSON object"),
            new Attack("a byte order mark", "\ufeff{}", ""),
            new Attack("UTF-16", "{}".getBytes(StandardCharsets.UTF_16LE), ""),
            new Attack("no UTF-8", "{\"ä\":1}".getBytes(StandardCharsets.ISO_8859_1), "byte 3"),
            new Attack("half a character at the end", new byte[] {'{', '}', (byte) 0xc3}, "byte 2"),
            new Attack("half of a surrogate pair", "{\"a\":\"\\ud800\"}", "surrogate"),
            new Attack("half of a pair as key", "{\"\\udc00\":1}", "surrogate"),
            new Attack("two objects", "{}{}", "nothing after"),
            new Attack("something after the object", "{} x", "JSON"),
            new Attack("a key twice", "{\"a\":1,\"a\":1}", "Duplicate"),
            new Attack("a key twice, once escaped", "{\"a\":1,\"\\u0061\":1}", "Duplicate"),
            new Attack("a key twice, deep inside", "{\"x\":[{\"a\":1,\"b\":2,\"c\":3,\"b\":1}]}", "Duplicate"),
            new Attack("null", "{\"a\":{\"b\":null}}", "\"a.b\""),
            new Attack("NaN", "{\"a\":NaN}", "JSON"),
            new Attack("infinity", "{\"a\":-Infinity}", "JSON"),
            new Attack("a comment", "{/**/}", "JSON"),
            new Attack("a comma too many", "{\"a\":[1,]}", "JSON"),
            new Attack("a leading zero", "{\"a\":01}", "JSON"),
            new Attack("no end", "{\"a\":[1", "JSON"),
            new Attack("a line feed within a string", "{\"a\":\"\n\"}", "JSON"),
            new Attack("2^63", "{\"a\":9223372036854775808}", "64 bits"),
            new Attack("-2^63 - 1", "{\"a\":[-9223372036854775809]}", "\"a[0]\""),
            new Attack("beyond double", "{\"a\":1e999}", "double"),
        };
    }

    private static Attack[] bombs() {
        String million = "9".repeat(1_000_000);
        String deepKeys = IntStream.range(0, 62)
                .mapToObj(i -> "{\"" + "k".repeat(4_000) + "\":")
                .collect(Collectors.joining("", "", "[" + "{},".repeat(90_000) + "null]" + "}".repeat(62)));
        return new Attack[] {
            new Attack("arrays 100,000 deep", "{\"a\":" + "[".repeat(100_000), ""),
            new Attack("objects 100,000 deep", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000), ""),
            new Attack("a number of a million digits", "{\"a\":" + million + "}", ""),
            new Attack("a fraction of a million digits", "{\"a\":0." + million + "}", ""),
            new Attack("an exponent of a million digits", "{\"a\":1e" + million + "}", ""),
            new Attack("a string of three million", "{\"a\":\"" + "x".repeat(3_000_000) + "\"}", ""),
            new Attack("a key of three million", "{\"" + "x".repeat(3_000_000) + "\":1}", ""),
            new Attack("a million values", "{\"a\":[" + "1,".repeat(1_000_000) + "1]}", ""),
            new Attack("a million lists", "{\"a\":[" + "[],".repeat(1_000_000) + "1]}", ""),
            new Attack("more than four megabytes", "{\"a\":\"" + " ".repeat(1 << 22) + "\"}", "at most 4194304 bytes"),
            new Attack("long keys above many objects", deepKeys, ""),
        };
    }
}
