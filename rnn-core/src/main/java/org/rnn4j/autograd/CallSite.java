package org.rnn4j.autograd;

import java.util.List;
import java.util.stream.Collectors;

/** Finds the name of the operation that is being recorded on the stack of calls. */
final class CallSite {
    private static final String AUTOGRAD = "org.rnn4j.autograd";
    private static final List<String> LAYERS = List.of("org.rnn4j.layer", "org.rnn4j.loss", "org.rnn4j.recurrent");

    private CallSite() {}

    /** The outermost call into the layers, losses or recurrent stacks, or else into the operations on values. */
    static String operation() {
        List<StackWalker.StackFrame> frames =
                StackWalker.getInstance().walk(stack -> stack.collect(Collectors.toList()));
        int next = end(frames, 0, AUTOGRAD);
        StackWalker.StackFrame found = frames.get(next - 1);
        if (next < frames.size() && LAYERS.contains(packageOf(frames.get(next)))) {
            found = frames.get(end(frames, next, packageOf(frames.get(next))) - 1);
        }
        String name = found.getClassName();
        return name.substring(name.lastIndexOf('.') + 1) + "." + found.getMethodName();
    }

    private static int end(List<StackWalker.StackFrame> frames, int from, String home) {
        int next = from;
        while (next < frames.size() && packageOf(frames.get(next)).equals(home)) {
            next++;
        }
        return next;
    }

    private static String packageOf(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
