/** JMH benchmarks; nothing imports this module. */
package org.rnn4j.benchmarks;
