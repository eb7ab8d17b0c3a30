package org.rnn4j.optim.search;

/**
 * That another parameter has a certain value.
 *
 * @param parameter the name of the other parameter, a choice or an integer that stands earlier in the space
 * @param value the value it must have, as text
 */
public record Condition(String parameter, String value) {}
