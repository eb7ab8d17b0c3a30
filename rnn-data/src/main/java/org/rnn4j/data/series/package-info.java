/**
 * Real-valued series: scaling, windows with covariates, calendar features, the time axis.
 */
@NullMarked
package org.rnn4j.data.series;

import org.jspecify.annotations.NullMarked;
