package org.rnn4j.check;

import java.util.List;
import java.util.stream.Stream;

/** Everything with a gradient, each with its reference: operations, layers, losses. */
final class GradientRegistry {
    private GradientRegistry() {}

    static List<GradientCase> cases() {
        return Stream.of(OperationCases.cases(), SequenceCases.cases(), LayerCases.cases(), LossCases.cases())
                .flatMap(List::stream)
                .toList();
    }
}
