package org.rnn4j.data.series;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.internal.Checksum;
import org.rnn4j.data.internal.Json;
import org.rnn4j.data.internal.JsonReader;
import org.rnn4j.data.internal.WholeFile;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/** The content of a {@link Scaler}'s JSON file; a damaged number looks like a number, so it has a checksum. */
record ScalerFile(ScalerKind kind, MissingValues missing, double[] centres, double[] units, boolean[] constant) {
    private static final String FORMAT = "rnn4j-scaler";
    private static final int VERSION = 1;

    void write(Path file) throws IOException {
        WholeFile.write(file, toJson(), Json.MAX_BYTES);
    }

    static ScalerFile read(Path file) throws IOException {
        byte[] bytes = WholeFile.read(file, Json.MAX_BYTES);
        return JsonReader.parse(file.toString(), bytes, json -> new Parser(json).parse());
    }

    byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer().createGenerator(Json.indented(), bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("format", FORMAT);
            json.writeNumberProperty("version", VERSION);
            json.writeStringProperty("kind", kind.name());
            json.writeStringProperty("missing", missing.name());
            json.writeArrayPropertyStart("centres");
            Arrays.stream(centres).forEach(json::writeNumber);
            json.writeEndArray();
            json.writeArrayPropertyStart("units");
            Arrays.stream(units).forEach(json::writeNumber);
            json.writeEndArray();
            json.writeArrayPropertyStart("constant");
            for (boolean flag : constant) {
                json.writeBoolean(flag);
            }
            json.writeEndArray();
            json.writeStringProperty("sha256", sha256());
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private String sha256() {
        Checksum sum = new Checksum();
        sum.add(FORMAT).add(VERSION).add(kind.name()).add(missing.name()).add(centres.length);
        for (int c = 0; c < centres.length; c++) {
            sum.add(Double.doubleToLongBits(centres[c]))
                    .add(Double.doubleToLongBits(units[c]))
                    .add(constant[c] ? 1 : 0);
        }
        return sum.hex();
    }

    /** Reads a file strictly: everything must be there once, and nothing else may be. */
    private static final class Parser {
        private final JsonReader json;
        private @Nullable String format;
        private @Nullable Integer version;
        private @Nullable ScalerKind kind;
        private @Nullable MissingValues missing;
        private @Nullable List<Double> centres;
        private @Nullable List<Double> units;
        private @Nullable List<Boolean> constant;
        private @Nullable String checksum;

        /** The element of a list that is being read. */
        private @Nullable JsonToken current;

        Parser(JsonReader json) {
            this.json = json;
        }

        ScalerFile parse() {
            json.wholeObject(this::readProperty);
            json.requireFormat(FORMAT, json.requirePresent(format, "format"));
            json.requireVersion(VERSION, json.requirePresent(version, "version"));
            List<Double> centre = json.requirePresent(centres, "centres");
            List<Double> unit = json.requirePresent(units, "units");
            List<Boolean> flags = json.requirePresent(constant, "constant");
            if (centre.isEmpty() || centre.size() != unit.size() || centre.size() != flags.size()) {
                throw json.fileError("expected a centre, a unit and a flag for each column, but found " + centre.size()
                        + ", " + unit.size() + " and " + flags.size());
            }
            boolean[] constants = new boolean[flags.size()];
            for (int c = 0; c < constants.length; c++) {
                constants[c] = flags.get(c);
                if (!(unit.get(c) > 0)) {
                    throw json.fileError("expected units above 0, but column " + c + " has " + unit.get(c));
                }
            }
            ScalerFile content = new ScalerFile(
                    json.requirePresent(kind, "kind"),
                    json.requirePresent(missing, "missing"),
                    centre.stream().mapToDouble(Double::doubleValue).toArray(),
                    unit.stream().mapToDouble(Double::doubleValue).toArray(),
                    constants);
            json.requireChecksum(content.sha256(), json.requirePresent(checksum, "sha256"));
            return content;
        }

        private void readProperty(String key, JsonToken value) {
            switch (key) {
                case "format" -> format = json.string(value, key);
                case "version" -> version = json.number(value, key);
                case "kind" -> kind = constant(ScalerKind.values(), json.string(value, key));
                case "missing" -> missing = constant(MissingValues.values(), json.string(value, key));
                case "centres" -> centres = list(value, key, () -> json.decimal(current, key));
                case "units" -> units = list(value, key, () -> json.decimal(current, key));
                case "constant" -> constant = list(value, key, () -> json.flag(current, key));
                case "sha256" -> checksum = json.string(value, key);
                default -> throw json.error("unknown key \"" + key + "\"");
            }
        }

        private <T> List<T> list(JsonToken value, String key, Supplier<T> element) {
            json.expect(value, JsonToken.START_ARRAY, "a list as \"" + key + "\"");
            List<T> list = new ArrayList<>();
            for (current = json.next(); current != JsonToken.END_ARRAY; current = json.next()) {
                list.add(element.get());
            }
            return list;
        }

        private <E extends Enum<E>> E constant(E[] values, String name) {
            for (E value : values) {
                if (value.name().equals(name)) {
                    return value;
                }
            }
            throw json.error("expected one of " + Arrays.toString(values) + ", but found \"" + name + "\"");
        }
    }
}
