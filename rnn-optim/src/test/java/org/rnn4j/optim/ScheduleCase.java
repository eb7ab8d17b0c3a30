package org.rnn4j.optim;

import java.util.Arrays;
import org.rnn4j.io.JsonObject;
import org.rnn4j.optim.schedule.Cosine;
import org.rnn4j.optim.schedule.CosineRestarts;
import org.rnn4j.optim.schedule.Cyclic;
import org.rnn4j.optim.schedule.Exponential;
import org.rnn4j.optim.schedule.LinearRamp;
import org.rnn4j.optim.schedule.MomentumRange;
import org.rnn4j.optim.schedule.MultiStepDecay;
import org.rnn4j.optim.schedule.OneCycle;
import org.rnn4j.optim.schedule.Polynomial;
import org.rnn4j.optim.schedule.ReduceOnPlateau;
import org.rnn4j.optim.schedule.StepDecay;

/** A golden schedule from its metadata alone: PyTorch's names and defaults, and our factors for its rates. */
record ScheduleCase(String name, JsonObject metadata) {
    static final String FIGURE = "metric";

    /** That of the optimizer in golden.py. */
    static final double OPTIMIZER_MOMENTUM = 0.9;

    double initialRate() {
        return metadata.number("initial_lr");
    }

    private double number(String key, double otherwise) {
        return metadata.has(key) ? metadata.number(key) : otherwise;
    }

    private long whole(String key, long otherwise) {
        return (long) number(key, otherwise);
    }

    private String text(String key, String otherwise) {
        return metadata.has(key) ? metadata.string(key) : otherwise;
    }

    private boolean flag(String key, boolean otherwise) {
        return metadata.has(key) ? metadata.bool(key) : otherwise;
    }

    /** An absolute rate as a factor. */
    private double factor(double rate) {
        return rate / initialRate();
    }

    Schedule schedule() {
        return switch (metadata.string("schedule")) {
            case "StepLR" -> new StepDecay((long) metadata.number("step_size"), number("gamma", 0.1));
            case "MultiStepLR" ->
                new MultiStepDecay(
                        Arrays.stream(metadata.numbers("milestones"))
                                .mapToObj(milestone -> (long) milestone)
                                .toList(),
                        number("gamma", 0.1));
            case "ExponentialLR" -> new Exponential(metadata.number("gamma"));
            case "CosineAnnealingLR" ->
                new Cosine((long) metadata.number("T_max"), factor(number("eta_min", 0))).withRise();
            case "CosineAnnealingWarmRestarts" ->
                new CosineRestarts(
                        (long) metadata.number("T_0"), (int) number("T_mult", 1), factor(number("eta_min", 0)));
            case "CyclicLR" -> cyclic();
            case "OneCycleLR" -> oneCycle();
            case "LinearLR" ->
                new LinearRamp(whole("total_iters", 5), number("start_factor", 1.0 / 3), number("end_factor", 1));
            case "PolynomialLR" -> new Polynomial(whole("total_iters", 5), number("power", 1));
            case "ReduceLROnPlateau" -> plateau();
            default -> throw new AssertionError(name + ": unknown schedule " + metadata.string("schedule"));
        };
    }

    private Schedule cyclic() {
        long up = whole("step_size_up", 2000);
        String mode = text("mode", "triangular");
        Cyclic.Amplitude amplitude = switch (mode) {
            case "triangular" -> new Cyclic.Triangular();
            case "triangular2" -> new Cyclic.Triangular2();
            case "exp_range" -> new Cyclic.ExpRange(number("gamma", 1));
            default -> throw new AssertionError(name + ": unknown mode " + mode);
        };
        return new Cyclic(
                factor(metadata.number("base_lr")),
                factor(metadata.number("max_lr")),
                up,
                whole("step_size_down", up),
                amplitude,
                momentum(0.8, 0.9));
    }

    private MomentumRange momentum(double lowest, double highest) {
        return flag("cycle_momentum", true)
                ? new MomentumRange(number("base_momentum", lowest), number("max_momentum", highest))
                : null;
    }

    /** Our top is the factor 1, PyTorch's is {@code max_lr}. */
    private Schedule oneCycle() {
        String strategy = text("anneal_strategy", "cos");
        if (!strategy.equals("cos") && !strategy.equals("linear")) {
            throw new AssertionError(name + ": unknown strategy " + strategy);
        }
        OneCycle cycle = new OneCycle(
                metadata.has("total_steps")
                        ? (long) metadata.number("total_steps")
                        : (long) metadata.number("epochs") * (long) metadata.number("steps_per_epoch"),
                number("pct_start", 0.3),
                number("div_factor", 25),
                number("final_div_factor", 1e4),
                flag("three_phase", false),
                strategy.equals("linear"),
                momentum(0.85, 0.95));
        return cycle.times(Schedule.constant(factor(metadata.number("max_lr"))));
    }

    private Schedule plateau() {
        String mode = text("mode", "min");
        if (!mode.equals("min") && !mode.equals("max")) {
            throw new AssertionError(name + ": unknown mode " + mode);
        }
        String threshold = text("threshold_mode", "rel");
        if (!threshold.equals("rel") && !threshold.equals("abs")) {
            throw new AssertionError(name + ": unknown threshold_mode " + threshold);
        }
        return new ReduceOnPlateau(
                        FIGURE,
                        mode.equals("max"),
                        number("factor", 0.1),
                        (int) number("patience", 10),
                        number("threshold", 1e-4),
                        threshold.equals("abs"),
                        (int) number("cooldown", 0),
                        factor(number("min_lr", 0)))
                .start();
    }
}
