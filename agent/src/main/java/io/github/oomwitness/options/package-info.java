// SPDX-License-Identifier: Apache-2.0
/** The options of the agent: where they may stand, what they mean, and what to say about one that is wrong. */
@NullMarked
package io.github.oomwitness.options;

import org.jspecify.annotations.NullMarked;
