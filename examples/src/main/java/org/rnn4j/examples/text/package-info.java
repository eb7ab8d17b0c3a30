/** What the programs that classify texts share: their options, data, sizes, report and files. Models and loops are the programs'. */
@NullMarked
package org.rnn4j.examples.text;

import org.jspecify.annotations.NullMarked;
