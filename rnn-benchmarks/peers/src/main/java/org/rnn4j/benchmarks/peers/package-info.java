/** The measures of {@code org.rnn4j.benchmarks} in other libraries, and the table of ratios. */
package org.rnn4j.benchmarks.peers;
