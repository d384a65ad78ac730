// SPDX-License-Identifier: Apache-2.0
/** How text gets onto a terminal that may be narrow in its character set, and at most 100 columns wide. */
@NullMarked
package io.github.oomwitness.demo.terminal;

import org.jspecify.annotations.NullMarked;
