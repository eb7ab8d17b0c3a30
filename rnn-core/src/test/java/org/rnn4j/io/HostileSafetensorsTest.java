package org.rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rnn4j.io.SafetensorsBytes.entry;
import static org.rnn4j.io.SafetensorsBytes.file;
import static org.rnn4j.io.SafetensorsBytes.fileClaiming;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files made to break a reader: each is refused with the typed exception, in no time and with little memory. */
class HostileSafetensorsTest {
    private static final String GOOD = entry("a", "U8", "[4]", "[0,4]");

    private record Attack(String name, byte[] bytes, String message) {
        Attack withLastByte(int value, String newMessage) {
            byte[] changed = bytes.clone();
            changed[changed.length - 1] = (byte) value;
            return new Attack(name, changed, newMessage);
        }
    }

    @TestFactory
    Stream<DynamicTest> attack_isRefused() {
        Attack[] attacks = concat(lengths(), texts(), structures(), shapes(), offsets(), bombs());
        assertThat(attacks.length).isGreaterThanOrEqualTo(60);
        return Arrays.stream(attacks)
                .map(attack -> DynamicTest.dynamicTest(attack.name, () -> {
                    FileFormatException refusal =
                            Refusal.of(attack.name, () -> SafetensorsFile.read(attack.bytes, "evil.safetensors"));
                    assertThat(refusal)
                            .hasMessageStartingWith("evil.safetensors")
                            .hasMessageContaining(attack.message);
                    assertThat(refusal.file()).isEqualTo("evil.safetensors");
                    assertThat(refusal.offset()).isBetween(-1L, (long) attack.bytes.length);
                }));
    }

    private static Attack[] concat(Attack[]... groups) {
        return Arrays.stream(groups).flatMap(Arrays::stream).toArray(Attack[]::new);
    }

    private static Attack attack(String name, String header, int data, String message) {
        return new Attack(name, file(header, data), message);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Attack[] lengths() {
        return new Attack[] {
            new Attack("an empty file", new byte[0], "8 bytes of header length"),
            new Attack("seven bytes", new byte[7], "the file has 7"),
            new Attack("a header of no bytes", fileClaiming(0, new byte[0], 0), "from 2 to 100000000"),
            new Attack("a header of one byte", fileClaiming(1, ascii("{"), 0), "from 2 to"),
            new Attack("a claim of 99 MB", fileClaiming(99_000_000, ascii("{}"), 0), "only 2 bytes follow"),
            new Attack("a claim of more than 100 MB", fileClaiming(100_000_001, ascii("{}"), 0), "from 2 to"),
            new Attack("a claim of 2^63 - 1", fileClaiming(Long.MAX_VALUE, ascii("{}"), 0), "9223372036854775807"),
            new Attack("a claim of 2^64 - 1", fileClaiming(-1, ascii("{}"), 0), "18446744073709551615"),
            new Attack("a header one byte too long", fileClaiming(3, ascii("{}"), 0), "should have 3 bytes"),
            new Attack("a header one byte too short", fileClaiming(3, ascii("{  }"), 0), "end-of-input"),
            attack("bytes behind the last tensor", "{" + GOOD + "}", 5, "1 more bytes"),
            attack("bytes behind no tensor", "{}", 1, "1 more bytes"),
            attack("too few bytes of data", "{" + GOOD + "}", 3, "within the 3 bytes of data"),
            new Attack("not safetensors at all", ascii("PK\3\4 a file of another format"), "from 2 to"),
        };
    }

    private static Attack[] texts() {
        return new Attack[] {
            attack("a blank first", " {}", 0, "starts with '{'"),
            attack("a line feed first", "\n{}", 0, "starts with '{'"),
            attack("a byte order mark", "\ufeff{}", 0, "starts with '{'"),
            attack("an array", "[]", 0, "starts with '{'"),
            attack("a second object", "{}{}", 0, "only spaces"),
            attack("a line feed last", "{}\n", 0, "only spaces"),
            attack("a zero byte last", "{}\0", 0, ""),
            attack("a tab among the last spaces", "{}  \t ", 0, "only spaces"),
            attack("a comment", "{/* x */" + GOOD + "}", 4, "JSON"),
            attack("a comma too many", "{" + GOOD + ",}", 4, "JSON"),
            attack("single quotes", "{'a':1}", 0, "JSON"),
            attack("an unquoted key", "{a:1}", 0, "JSON"),
            attack("no closing brace", "{" + GOOD, 4, "JSON"),
            attack("a line feed within a string", "{\"a\nb\":1}", 0, "JSON"),
            new Attack("UTF-16", file("{}".getBytes(StandardCharsets.UTF_16LE), 0), ""),
            new Attack("an overlong form", file(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"'}, 0), "UTF-8"),
            new Attack("a byte of ISO 8859-1", file(new byte[] {'{', '"', (byte) 0xe4, '"', '}'}, 0), "UTF-8"),
            new Attack("a surrogate in UTF-8", file(bytes('{', '"', 0xed, 0xa0, 0x80, '"'), 0), "UTF-8"),
            new Attack("above U+10FFFF", file(bytes('{', '"', 0xf4, 0x90, 0x80, 0x80, '"'), 0), "UTF-8"),
            new Attack("half a character at the end", file(bytes('{', '}', 0xc3), 0), "UTF-8"),
            attack("half of a surrogate pair", "{" + entry("\\ud800", "U8", "[4]", "[0,4]") + "}", 4, "surrogate"),
        };
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static Attack[] structures() {
        String twin = entry("\\u0061", "U8", "[0]", "[4,4]");
        return new Attack[] {
            attack("a name twice", "{" + GOOD + "," + entry("a", "U8", "[0]", "[4,4]") + "}", 4, "Duplicate"),
            attack("a name twice, once escaped", "{" + GOOD + "," + twin + "}", 4, "Duplicate"),
            attack("metadata twice", "{\"__metadata__\":{},\"__metadata__\":{}}", 0, "Duplicate"),
            attack("a metadata key twice", "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 0, "Duplicate"),
            attack("metadata that is a number", "{\"__metadata__\":{\"k\":1}}", 0, "string"),
            attack("metadata that is null", "{\"__metadata__\":null}", 0, "object"),
            attack("metadata that is nested", "{\"__metadata__\":{\"k\":{}}}", 0, "string"),
            attack("a tensor that is a string", "{\"a\":\"b\"}", 0, "object"),
            attack("a tensor that is null", "{\"a\":null}", 0, "object"),
            attack("an unknown key", "{" + GOOD.replace("\"dtype\"", "\"x\":1,\"dtype\"") + "}", 4, "\"x\""),
            attack("a key twice", "{" + GOOD.replace("\"dtype\"", "\"dtype\":\"U8\",\"dtype\"") + "}", 4, "Duplicate"),
            attack("no dtype", "{\"a\":{\"shape\":[4],\"data_offsets\":[0,4]}}", 4, "missing"),
            attack("no shape", "{\"a\":{\"dtype\":\"U8\",\"data_offsets\":[0,4]}}", 4, "missing"),
            attack("no data_offsets", "{\"a\":{\"dtype\":\"U8\",\"shape\":[4]}}", 4, "missing"),
            attack("an unknown dtype", "{" + entry("a", "F8_E4M3", "[4]", "[0,4]") + "}", 4, "F8_E4M3"),
            attack("a dtype in lower case", "{" + entry("a", "u8", "[4]", "[0,4]") + "}", 4, "u8"),
            attack("a dtype that is a number", "{" + GOOD.replace("\"U8\"", "8") + "}", 4, "dtype"),
            attack("a shape that is a number", "{" + entry("a", "U8", "4", "[0,4]") + "}", 4, "array"),
            attack("a BOOL of 2", "{" + entry("a", "BOOL", "[1]", "[0,1]") + "}", 1, "")
                    .withLastByte(2, "BOOL"),
        };
    }

    private static Attack[] shapes() {
        return new Attack[] {
            shape("a negative size", "[-4]", "-4"),
            shape("a negative zero", "[-0]", "-0"),
            shape("two negative sizes", "[-2,-2]", "-2"),
            shape("a fraction", "[4.5]", "whole numbers"),
            shape("a whole number with a point", "[4.0]", "whole numbers"),
            shape("an exponent", "[4e0]", "whole numbers"),
            shape("NaN", "[NaN]", "JSON"),
            shape("infinity", "[Infinity]", "JSON"),
            shape("a string", "[\"4\"]", "whole numbers"),
            shape("null", "[null]", "whole numbers"),
            shape("a leading zero", "[04]", "JSON"),
            shape("a plus sign", "[+4]", "JSON"),
            shape("hexadecimal", "[0x4]", "JSON"),
            shape("a nested array", "[[4]]", ""),
            shape("a size of 2^31", "[2147483648]", "Java array"),
            shape("a size of 2^63", "[9223372036854775808]", "10^18"),
            shape("a size of 2^64 + 4", "[18446744073709551620]", "10^18"),
            shape("sizes whose product is 2^64 + 4", "[4294967296,4294967296]", "Java array"),
            shape("sizes that overflow before a zero", "[2147483639,2147483639,2147483639,0]", "Java array"),
            shape("a size of 2^40 and no data", "[1099511627776,0]", "Java array"),
            shape("five elements", "[5]", "need 5 bytes"),
            shape("rank 65", "[" + "1,".repeat(64) + "4]", "at most 64"),
        };
    }

    private static Attack shape(String name, String shape, String message) {
        return attack("a shape with " + name, "{" + entry("a", "U8", shape, "[0,4]") + "}", 4, message);
    }

    private static Attack[] offsets() {
        String both = "{" + GOOD + ",";
        String tenAlike = IntStream.range(0, 10)
                .mapToObj(i -> entry("t" + i, "U8", "[4]", "[0,4]"))
                .collect(Collectors.joining(",", "{", "}"));
        return new Attack[] {
            attack("one offset", "{" + entry("a", "U8", "[4]", "[0]") + "}", 4, "begin and an end"),
            attack("three offsets", "{" + entry("a", "U8", "[4]", "[0,4,4]") + "}", 4, "at most 2"),
            attack("offsets the wrong way round", "{" + entry("a", "U8", "[4]", "[4,0]") + "}", 4, "begin and an end"),
            attack("a negative offset", "{" + entry("a", "U8", "[4]", "[-4,0]") + "}", 4, "-4"),
            attack("an end beyond the file", "{" + entry("a", "U8", "[5]", "[0,5]") + "}", 4, "within the 4 bytes"),
            attack("an end of 2^63", "{" + entry("a", "U8", "[4]", "[0,9223372036854775808]") + "}", 4, "10^18"),
            attack("a hole at the start", "{" + entry("a", "U8", "[3]", "[1,4]") + "}", 4, "hole"),
            attack("a hole between", both + entry("b", "U8", "[1]", "[5,6]") + "}", 6, "hole"),
            attack("an overlap by one byte", both + entry("b", "U8", "[2]", "[3,5]") + "}", 5, "overlap"),
            attack("one within the other", both + entry("b", "U8", "[2]", "[1,3]") + "}", 4, "overlap"),
            attack("ten tensors over the same bytes", tenAlike, 4, "overlap"),
            attack("no values in the middle of another", both + entry("b", "U8", "[0]", "[2,2]") + "}", 4, "overlap"),
            attack("no values beyond the end", both + entry("b", "U8", "[0]", "[5,5]") + "}", 4, "within the 4 bytes"),
            attack("more bytes than the shape needs", "{" + entry("a", "U8", "[3]", "[0,4]") + "}", 4, "need 3 bytes"),
            attack("fewer bytes than the shape needs", "{" + entry("a", "F64", "[1]", "[0,4]") + "}", 4, "8 bytes"),
        };
    }

    private static Attack[] bombs() {
        String million = "9".repeat(1_000_000);
        String tensors = IntStream.range(0, 1_000_000)
                .mapToObj(i -> entry("t" + i, "U8", "[0]", "[0,0]"))
                .collect(Collectors.joining(",", "{", "}"));
        String metadata = IntStream.range(0, 1_000_000)
                .mapToObj(i -> "\"" + i + "\":\"\"")
                .collect(Collectors.joining(",", "{\"__metadata__\":{", "}}"));
        return new Attack[] {
            attack("arrays 100,000 deep", "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}", 0, ""),
            attack("objects 100,000 deep", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000), 0, ""),
            attack("a shape 100,000 deep", "{" + entry("a", "U8", "[".repeat(100_000), "[0,0]") + "}", 0, ""),
            shape("a number of a million digits", "[" + million + "]", ""),
            shape("a fraction of a million digits", "[0." + million + "]", ""),
            shape("a negative number of 30 million digits", "[-" + million.repeat(30) + "]", ""),
            shape("a million sizes", "[" + "1,".repeat(1_000_000) + "4]", "at most 64"),
            attack("a million tensors", tensors, 0, "more than 10000"),
            attack("a million metadata entries", metadata, 0, "more than 10000"),
            attack("a name of 30 million characters", "{\"" + "x".repeat(30_000_000) + "\":{}}", 0, ""),
            attack("a value of 30 million", "{\"__metadata__\":{\"k\":\"" + "x".repeat(30_000_000) + "\"}}", 0, ""),
            attack(
                    "a dtype of 30 million characters",
                    "{" + entry("a", "x".repeat(30_000_000), "[]", "[]") + "}",
                    0,
                    ""),
            attack("a million duplicates", "{" + (GOOD + ",").repeat(1_000_000) + GOOD + "}", 4, "Duplicate"),
            attack("an unknown key of 30 million", "{\"a\":{\"" + "k".repeat(30_000_000) + "\":1}}", 0, ""),
        };
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 4"})
    void tensorWithoutValuesBetweenOthers_isLegal(boolean first, long offset) {
        String empty = entry("none", "F64", "[0,7]", "[" + offset + "," + offset + "]");
        String header = first ? "{" + empty + "," + GOOD + "}" : "{" + GOOD + "," + empty + "}";
        assertThat(SafetensorsFile.read(file(header, 4), "f").get("none").shape())
                .containsExactly(0, 7);
    }

    @Test
    void error_namesOffsetAndTensor() {
        String header = "{" + GOOD + "," + entry("the one", "F32", "[1]", "[4,9]") + "}";
        FileFormatException refusal = Refusal.of("an entry", () -> SafetensorsFile.read(file(header, 9), "f"));
        assertThat(refusal.part()).isEqualTo("the one");
        assertThat(refusal.offset()).isEqualTo(8 + header.length() - 2);
        assertThat(refusal).hasMessageContainingAll("f, byte ", "\"the one\"", "need 4 bytes", "give 5", "restore it");
    }
}
