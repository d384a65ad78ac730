// SPDX-License-Identifier: Apache-2.0
/** The commands of {@code java -jar oomwitness-agent.jar}. */
@NullMarked
package io.github.oomwitness.cli;

import org.jspecify.annotations.NullMarked;
