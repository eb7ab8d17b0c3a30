package org.rnn4j.io;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** Writes a {@link JsonObject} as text that depends on nothing but its content. */
final class JsonText {
    private JsonText() {}

    static String of(JsonObject object) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = StrictJson.writer().createGenerator(new Indented(), text)) {
            write(object, json);
        }
        return text.append('\n').toString();
    }

    /** Two spaces and a line feed on every system. */
    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            Separators separators = Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator("");
            return new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    private static void write(Object value, JsonGenerator json) {
        if (value instanceof JsonObject object) {
            json.writeStartObject();
            object.asMap().forEach((key, element) -> {
                json.writeName(key);
                write(element, json);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(element -> write(element, json));
            json.writeEndArray();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Long number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeNumber(number((Double) value));
        }
    }

    /** The fewest digits that give the double back; {@code Double.toString} is not the same on JDK 17 and later ones. */
    static String number(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal shortest = exact;
        for (int digits = 1; digits <= 17; digits++) {
            shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shortest.doubleValue() == value) {
                break;
            }
        }
        shortest = shortest.stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent < -5 || exponent > 15) {
            return scientific(shortest, exponent);
        }
        return shortest.scale() > 0
                ? shortest.toPlainString()
                : shortest.setScale(1).toPlainString();
    }

    private static String scientific(BigDecimal value, int exponent) {
        BigDecimal mantissa = value.movePointLeft(exponent);
        String text = mantissa.scale() > 0
                ? mantissa.toPlainString()
                : mantissa.setScale(1).toPlainString();
        return text + "e" + exponent;
    }
}
