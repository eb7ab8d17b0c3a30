/** What comes next in this series? Forecasts of several steps with quantiles; begin with {@code Forecast}. */
@NullMarked
package org.rnn4j.examples.forecast;

import org.jspecify.annotations.NullMarked;
