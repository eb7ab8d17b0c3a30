package org.rnn4j.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnn4j.io.DataType;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.SafetensorsFile;
import org.rnn4j.tensor.Tensor;

/**
 * One reference case: what it is, from the list of all cases, and its tensors. A key that the list leaves out has
 * PyTorch's default, which the caller names.
 */
record GoldenCase(String name, JsonObject metadata, SafetensorsFile tensors) {
    /** Another directory of the same form, relative to the module or to the project. */
    private static final String PROPERTY = "golden.dir";

    /** All cases of the directory in use. */
    static List<GoldenCase> all() throws IOException {
        Path directory = directory();
        String list = Files.readString(directory.resolve("golden.json"));
        List<GoldenCase> cases = new ArrayList<>();
        for (JsonObject metadata :
                JsonObject.parse("{\"cases\":" + list + "}", "golden.json").objects("cases")) {
            String file = metadata.string("file");
            cases.add(new GoldenCase(file, metadata, SafetensorsFile.read(directory.resolve(file))));
        }
        assertThat(cases).as("cases in %s", directory).isNotEmpty();
        return cases;
    }

    private static Path directory() {
        String given = System.getProperty(PROPERTY);
        Path module = Path.of(System.getProperty("basedir", ""));
        if (given == null) {
            return module.resolve("src/test/resources/golden");
        }
        Path inModule = module.resolve(given);
        return Files.isDirectory(inModule) ? inModule : module.resolve("..").resolve(given);
    }

    String text(String key, String otherwise) {
        return metadata.has(key) ? metadata.string(key) : otherwise;
    }

    double number(String key, double otherwise) {
        return metadata.has(key) ? metadata.number(key) : otherwise;
    }

    int integer(String key, int otherwise) {
        return metadata.has(key) ? metadata.integer(key) : otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        return metadata.has(key) ? metadata.bool(key) : otherwise;
    }

    boolean has(String tensor) {
        return tensors.names().contains(tensor);
    }

    /** An input, which float holds exactly. */
    Tensor tensor(String tensor) {
        return tensors.get(tensor).toTensor();
    }

    int[] integers(String tensor) {
        return Arrays.stream(tensors.get(tensor).toLongs())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** The only option that is implemented; another one is an error, never ignored. */
    void requireOption(String key, String onlyOne) {
        assertThat(text(key, onlyOne)).as("%s: option %s", name, key).isEqualTo(onlyOne);
    }

    /** Holds ours against the reference: max|ours - reference| / max|reference| is at most the tolerance. */
    void assertClose(String tensor, Tensor ours, double tolerance) {
        double[] reference = tensors.get(tensor).dataType() == DataType.F32
                ? widened(tensors.get(tensor).toTensor().values())
                : tensors.get(tensor).toDoubles();
        int[] shape = tensors.get(tensor).shape();
        assertThat(ours.count())
                .as("%s: elements of %s %s", name, tensor, Arrays.toString(shape))
                .isEqualTo(reference.length);
        double largest = 0;
        double worst = 0;
        int worstAt = 0;
        for (int i = 0; i < reference.length; i++) {
            double difference = Math.abs(ours.values()[i] - reference[i]);
            assertThat(difference)
                    .as("%s: %s at element %d is a number", name, tensor, i)
                    .isNotNaN();
            largest = Math.max(largest, Math.abs(reference[i]));
            if (difference > worst) {
                worst = difference;
                worstAt = i;
            }
        }
        double error = worst == 0 ? 0 : worst / largest;
        assertThat(error)
                .as("%s: error of %s, worst at element %d", name, tensor, worstAt)
                .isLessThanOrEqualTo(tolerance);
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
