/**
 * Training made visible: console, CSV, TensorBoard and pictures. Pictures need XChart (and VectorGraphics2D for SVG), the progress
 * bar needs {@code me.tongfei:progressbar}; a program that uses this package adds them to its dependencies. Nothing
 * else in the library needs them. Works without a display.
 */
@NullMarked
package org.rnn4j.optim.report;

import org.jspecify.annotations.NullMarked;
