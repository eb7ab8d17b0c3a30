/**
 * Layers that own named parameters and define forward, and the initializers of parameters. Nothing in a layer changes
 * during forward: activations live on the tape.
 */
@NullMarked
package org.rnn4j.layer;

import org.jspecify.annotations.NullMarked;
