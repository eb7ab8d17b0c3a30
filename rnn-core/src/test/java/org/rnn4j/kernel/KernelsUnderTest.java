package org.rnn4j.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;

/** The kernels there are on this JVM. */
final class KernelsUnderTest {
    private KernelsUnderTest() {}

    static boolean simdPresent() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    static List<Kernels> all() {
        return simdPresent() ? List.of(new PortableKernels(), SimdKernels.INSTANCE) : List.of(new PortableKernels());
    }

    static Kernels simd() {
        assumeTrue(simdPresent(), "the vector module is absent");
        return SimdKernels.INSTANCE;
    }
}
