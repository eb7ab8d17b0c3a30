package org.rnn4j.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --model} of the programs that use what they trained; options for training are refused beside it. */
public final class ModelOption {
    private static final String NAME = "--model";

    /** What every program takes, whatever it does. */
    private static final Set<String> COMMON = Set.copyOf(
            CommandSpec.forAnnotatedObject(new CommonOptions()).optionsMap().keySet());

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description = "The folder of the trained model. Default: where training saves it.")
    private @Nullable Path model;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec program;

    /**
     * The folder of the model that is to be used.
     *
     * @param asking the option that asks for the model, such as {@code --predict}
     * @param heeded what else has an effect then
     * @throws UserError if an option was given that only training heeds
     */
    public Path folder(CommonOptions common, String asking, String... heeded) {
        if (program == null) {
            throw new IllegalStateException("ModelOption: expected to be mixed into a command of picocli");
        }
        CommonOptions.requireName(NAME, model);
        Set<String> others = Set.of(heeded);
        List<String> ignored = program.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !name.equals(asking) && !name.equals(NAME))
                .filter(name -> !COMMON.contains(name) && !others.contains(name))
                .distinct()
                .toList();
        if (!ignored.isEmpty()) {
            throw new UserError(asking + " does not train, so " + String.join(" and ", ignored)
                    + (ignored.size() == 1 ? " is" : " are") + " of no use with it; leave "
                    + (ignored.size() == 1 ? "one" : "them") + " out");
        }
        return model == null ? common.out(program.name()) : model;
    }

    /**
     * Refuses the option where a model is trained.
     *
     * @param asking the options that ask for a trained model
     */
    public void refuseForTraining(String... asking) {
        if (model != null) {
            throw new UserError(NAME + " names the model that " + String.join(" or ", asking)
                    + " uses; without it there is no use for it");
        }
    }
}
