package org.rnn4j.benchmarks.peers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes an ONNX model of one LSTM node, field by field (protocol buffers; operator set 14, intermediate form 8). */
final class OnnxLstm {
    private OnnxLstm() {}

    /**
     * The model's bytes; its input is X [T, B, I], its output Y [T, 1, B, H].
     *
     * @param inputWeights [4 H, I]
     * @param recurrentWeights [4 H, H]
     * @param biases [8 H]
     */
    static byte[] model(
            int time,
            int batch,
            int input,
            int hidden,
            float[] inputWeights,
            float[] recurrentWeights,
            float[] biases) {
        Message node = new Message()
                .text(1, "X")
                .text(1, "W")
                .text(1, "R")
                .text(1, "B")
                .text(2, "Y")
                .text(3, "lstm")
                .text(4, "LSTM")
                .message(
                        5,
                        new Message().text(1, "hidden_size").number(3, hidden).number(20, 2));
        Message graph = new Message()
                .message(1, node)
                .text(2, "graph")
                .message(5, tensor("W", inputWeights, 1, 4L * hidden, input))
                .message(5, tensor("R", recurrentWeights, 1, 4L * hidden, hidden))
                .message(5, tensor("B", biases, 1, 8L * hidden))
                .message(11, value("X", time, batch, input))
                .message(12, value("Y", time, 1, batch, hidden));
        return new Message()
                .number(1, 8)
                .text(2, "rnn4j-benchmarks")
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 14))
                .bytes();
    }

    private static Message tensor(String name, float[] values, long... sizes) {
        Message message = new Message();
        for (long size : sizes) {
            message.number(1, size);
        }
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return message.number(2, 1).text(8, name).data(9, raw.array());
    }

    private static Message value(String name, long... sizes) {
        Message shape = new Message();
        for (long size : sizes) {
            shape.message(1, new Message().number(1, size));
        }
        return new Message()
                .text(1, name)
                .message(2, new Message().message(1, new Message().number(1, 1).message(2, shape)));
    }

    /** One message under construction. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        private void variable(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) (rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        Message number(int field, long value) {
            variable((long) field << 3);
            variable(value);
            return this;
        }

        Message data(int field, byte[] value) {
            variable((long) field << 3 | 2);
            variable(value.length);
            out.writeBytes(value);
            return this;
        }

        Message text(int field, String value) {
            return data(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return data(field, value.bytes());
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
