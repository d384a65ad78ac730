// SPDX-License-Identifier: Apache-2.0
/** Who is to blame and what to change: rules over what was read, pure functions without a clock. */
@NullMarked
package io.github.oomwitness.verdict;

import org.jspecify.annotations.NullMarked;
