package org.rnn4j.layer;

import java.util.function.UnaryOperator;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;

/** An activation function as a layer; the formulas stand at {@link Var}'s methods. On sequences padding stays +0. */
public final class Activation implements Layer {
    private final String name;
    private final UnaryOperator<Var> function;

    private Activation(String name, UnaryOperator<Var> function) {
        this.name = name;
        this.function = function;
    }

    /** {@link Var#relu}. */
    public static Activation relu() {
        return new Activation("relu", Var::relu);
    }

    /** {@link Var#leakyRelu} with slope 0.01. */
    public static Activation leakyRelu() {
        return leakyRelu(0.01f);
    }

    /** {@link Var#leakyRelu}. */
    public static Activation leakyRelu(float slope) {
        return new Activation("leakyRelu(" + slope + ")", x -> x.leakyRelu(slope));
    }

    /** {@link Var#elu} with alpha 1. */
    public static Activation elu() {
        return elu(1f);
    }

    /** {@link Var#elu}. */
    public static Activation elu(float alpha) {
        return new Activation("elu(" + alpha + ")", x -> x.elu(alpha));
    }

    /** {@link Var#gelu}. */
    public static Activation gelu() {
        return new Activation("gelu", Var::gelu);
    }

    /** {@link Var#silu}. */
    public static Activation silu() {
        return new Activation("silu", Var::silu);
    }

    /** {@link Var#softplus}. */
    public static Activation softplus() {
        return new Activation("softplus", Var::softplus);
    }

    /** {@link Var#tanh}. */
    public static Activation tanh() {
        return new Activation("tanh", Var::tanh);
    }

    /** {@link Var#sigmoid}. */
    public static Activation sigmoid() {
        return new Activation("sigmoid", Var::sigmoid);
    }

    /** {@link Var#hardSigmoid}. */
    public static Activation hardSigmoid() {
        return new Activation("hardSigmoid", Var::hardSigmoid);
    }

    /** {@link Var#hardTanh}. */
    public static Activation hardTanh() {
        return new Activation("hardTanh", Var::hardTanh);
    }

    /** {@link Var#softSign}. */
    public static Activation softSign() {
        return new Activation("softSign", Var::softSign);
    }

    /** The name of the function, with its setting if it has one. */
    public String name() {
        return name;
    }

    @Override
    public Var forward(Var input) {
        return function.apply(input);
    }

    @Override
    public Sequence forward(Sequence input) {
        return input.map(function);
    }

    @Override
    public Parameters parameters() {
        return Parameters.none();
    }

    @Override
    public String toString() {
        return "Activation." + name;
    }
}
