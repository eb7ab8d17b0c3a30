package org.rnn4j.kernel;

/** Which kernels a {@link Context} uses; all give the same bits. */
public enum KernelChoice {
    /** SIMD where the module {@code jdk.incubator.vector} is present, portable elsewhere. */
    AUTO,
    /** SIMD; an error where the module {@code jdk.incubator.vector} is absent. */
    SIMD,
    /** Plain Java. */
    PORTABLE
}
