package org.rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

class JsonObjectTest {
    private static JsonObject everyType() {
        return JsonObject.builder()
                .put("text", "ü \"\\\n\u0001 名 \ud83d\ude00")
                .put("whole", Long.MIN_VALUE)
                .put("number", 2e-3)
                .put("yes", true)
                .put("layers", List.of(JsonObject.builder().put("size", 3).build(), JsonObject.empty()))
                .put("sizes", List.of(1, 2L, (short) 3))
                .put("rates", List.of(0.5, 1))
                .put("names", List.of("a", "b"))
                .put("matrix", List.of(List.of(1, 2), List.of()))
                .build();
    }

    @Test
    void everyType_isReadAsWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.json");
        everyType().write(file);
        JsonObject read = JsonObject.read(file);
        assertThat(read).isEqualTo(everyType());
        assertThat(read.keys()).containsExactlyElementsOf(everyType().keys());
        assertThat(read.string("text")).isEqualTo("ü \"\\\n\u0001 名 \ud83d\ude00");
        assertThat(read.longInteger("whole")).isEqualTo(Long.MIN_VALUE);
        assertThat(read.number("number")).isEqualTo(2e-3);
        assertThat(read.bool("yes")).isTrue();
        assertThat(read.objects("layers").get(0).integer("size")).isEqualTo(3);
        assertThat(read.integers("sizes")).containsExactly(1, 2, 3);
        assertThat(read.numbers("rates")).containsExactly(0.5, 1);
        assertThat(read.strings("names")).containsExactly("a", "b");
        assertThat(read.asMap()).containsEntry("matrix", List.of(List.of(1L, 2L), List.of()));
    }

    @Test
    void text_isIndentedAndTheSameInEveryLocale() {
        JsonObject object = JsonObject.builder()
                .put("ID", 1234567)
                .put("rate", 1234.5)
                .put("list", List.of(1, 0.25))
                .put("inner", JsonObject.builder().put("i", "İ").build())
                .put("empty", JsonObject.empty())
                .put("none", List.of())
                .build();
        String expected = """
                {
                  "ID": 1234567,
                  "rate": 1234.5,
                  "list": [ 1, 0.25 ],
                  "inner": {
                    "i": "İ"
                  },
                  "empty": {},
                  "none": []
                }
                """;
        Locale before = Locale.getDefault();
        try {
            for (String language : new String[] {"en", "de", "tr", "ar-u-nu-arab", "hi-u-nu-deva"}) {
                Locale.setDefault(Locale.forLanguageTag(language));
                assertThat(object.toString()).isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void number_hasTheFewestDigitsAndIsReadBack() {
        assertThat(JsonText.number(0.1)).isEqualTo("0.1");
        assertThat(JsonText.number(2)).isEqualTo("2.0");
        assertThat(JsonText.number(-0.0)).isEqualTo("-0.0");
        assertThat(JsonText.number(0)).isEqualTo("0.0");
        assertThat(JsonText.number(100)).isEqualTo("100.0");
        assertThat(JsonText.number(1e-5)).isEqualTo("0.00001");
        assertThat(JsonText.number(1.5e-6)).isEqualTo("1.5e-6");
        assertThat(JsonText.number(1e22)).isEqualTo("1.0e22");
        assertThat(JsonText.number(2e-3)).isEqualTo("0.002");
        assertThat(JsonText.number(2.0e23))
                .isEqualTo("2.0e23"); // JDK 17's Double.toString has 2.0000000000000003E23 kin
        assertThat(JsonText.number(Double.MIN_VALUE)).isEqualTo("5.0e-324");
        assertThat(JsonText.number(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e308");
        RandomStream random = RandomKey.of(2).stream();
        for (int i = 0; i < 2_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                JsonObject read = JsonObject.parse("{\"x\":" + JsonText.number(value) + "}", "n");
                assertThat(read.asMap().get("x")).isEqualTo(value);
            }
        }
    }

    @Test
    void getter_saysWhichKeyOfWhichFileIsWrong() {
        JsonObject json = JsonObject.parse(
                "{\"a\":{\"list\":[{\"b\":1.5},2],\"s\":\"x\",\"big\":3000000000,\"flag\":true}}", "m.json");
        JsonObject a = json.object("a");
        assertError(() -> a.integer("hiddenSize"), "m.json, \"a.hiddenSize\"", "a whole number", "missing", "big");
        assertError(() -> a.integer("s"), "\"a.s\"", "a whole number", "the string \"x\"");
        assertError(() -> a.integer("big"), "\"a.big\"", "32 bits", "3000000000");
        assertError(() -> a.string("flag"), "\"a.flag\"", "a string", "true");
        assertError(() -> a.bool("s"), "\"a.s\"", "true or false");
        assertError(() -> a.number("list"), "\"a.list\"", "a number", "a list");
        assertError(() -> a.object("s"), "\"a.s\"", "an object");
        assertError(() -> json.strings("a"), "\"a\"", "a list of strings", "an object");
        assertError(() -> a.objects("list"), "\"a.list[1]\"", "a list of objects", "2");
        assertError(() -> a.integers("list"), "\"a.list[0]\"", "whole numbers", "an object");
        assertError(() -> a.requireOnly("list", "s", "big"), "\"a.flag\"", "unknown", "[list, s, big]");
        assertThat(a.has("list")).isTrue();
        assertThat(a.has("list2")).isFalse();
    }

    private static void assertError(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(FileFormatException.class).hasMessageContainingAll(parts);
    }

    @Test
    void errorInAListOfObjects_namesTheWholePath() {
        JsonObject json = JsonObject.parse("{\"a\":[{\"b\":{}}]}", "m.json");
        assertError(() -> json.objects("a").get(0).object("b").string("c"), "\"a[0].b.c\"");
    }

    @Test
    void builder_refusesWhatJsonCannotHold() {
        JsonObject.Builder builder = JsonObject.builder();
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> builder.put("loss", value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("\"loss\"", String.valueOf(value));
        }
        assertThatThrownBy(() -> builder.put("losses", List.of(1, List.of(Double.NaN))))
                .hasMessageContaining("\"losses[1][0]\"");
        assertThatThrownBy(() -> builder.put("x", Arrays.asList((Object) null))).hasMessageContaining("null");
        assertThatThrownBy(() -> builder.put("x", List.of(new Object()))).hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> builder.put("x", "\ud800")).hasMessageContaining("surrogate");
        assertThatThrownBy(() -> builder.put("\udc00", 1)).hasMessageContaining("surrogate");
        builder.put("x", 1);
        assertThatThrownBy(() -> builder.put("x", 2)).hasMessageContaining("twice");
        assertThat(builder.build().keys()).containsExactly("x");
    }

    @Test
    void builtObject_doesNotSeeLaterChanges() {
        java.util.ArrayList<Integer> list = new java.util.ArrayList<>(List.of(1));
        JsonObject.Builder builder = JsonObject.builder().put("list", list);
        JsonObject built = builder.build();
        list.add(2);
        builder.put("later", true);
        assertThat(built.integers("list")).containsExactly(1);
        assertThat(built.has("later")).isFalse();
    }
}
