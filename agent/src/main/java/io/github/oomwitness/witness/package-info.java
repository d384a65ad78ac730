// SPDX-License-Identifier: Apache-2.0
/** The witness: joins what the kernel says with what was known here, and hands it to the sinks. */
@NullMarked
package io.github.oomwitness.witness;

import org.jspecify.annotations.NullMarked;
