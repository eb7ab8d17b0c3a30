package org.rnn4j.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.StoredTensor;

/**
 * Named figures, row by row, as a table in a checkpoint: the values as doubles, bit for bit, which of them are there, and
 * the names of the columns. A table without rows is not stored.
 */
final class FigureTable {
    private static final String GROUP = "table";

    private FigureTable() {}

    static void put(
            String name, List<Map<String, Double>> rows, Map<String, StoredTensor> tensors, JsonObject.Builder names) {
        if (rows.isEmpty()) {
            return;
        }
        Set<String> all = new LinkedHashSet<>();
        rows.forEach(row -> all.addAll(row.keySet()));
        List<String> columns = List.copyOf(all);
        double[] values = new double[rows.size() * columns.size()];
        boolean[] present = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            Double value = rows.get(i / columns.size()).get(columns.get(i % columns.size()));
            present[i] = value != null;
            values[i] = value == null ? 0 : value;
        }
        tensors.put(GROUP + "/" + name, StoredTensor.of(values, rows.size(), columns.size()));
        tensors.put(GROUP + "/" + name + ".present", StoredTensor.of(present, rows.size(), columns.size()));
        names.put(name, columns);
    }

    static List<Map<String, Double>> get(String name, Map<String, StoredTensor> tensors, JsonObject names) {
        if (!names.has(name)) {
            return List.of();
        }
        List<String> columns = names.strings(name);
        double[] values = tensor(name, tensors).toDoubles();
        boolean[] present = tensor(name + ".present", tensors).toBooleans();
        if (present.length != values.length || columns.isEmpty() || values.length % columns.size() != 0) {
            throw new IllegalArgumentException("the table " + name + " has " + columns.size() + " columns, but "
                    + values.length + " values, of which " + present.length + " are said to be there or not");
        }
        List<Map<String, Double>> rows = new ArrayList<>();
        for (int start = 0; start < values.length; start += columns.size()) {
            Map<String, Double> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                if (present[start + i]) {
                    row.put(columns.get(i), values[start + i]);
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private static StoredTensor tensor(String name, Map<String, StoredTensor> tensors) {
        StoredTensor tensor = tensors.get(GROUP + "/" + name);
        if (tensor == null) {
            throw new IllegalArgumentException("expected a tensor " + GROUP + "/" + name + ", but there is none");
        }
        return tensor;
    }

    /** The number of this name in a row; an error lists the names there are. */
    static double number(Map<String, Double> row, String name) {
        Double number = row.get(name);
        if (number == null) {
            throw new IllegalArgumentException("expected a column " + name + ", but there are only " + row.keySet());
        }
        return number;
    }
}
