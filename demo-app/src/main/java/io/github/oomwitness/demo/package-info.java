// SPDX-License-Identifier: Apache-2.0
/** The demo: it stages a kill by the kernel and shows what one sees of it without and with the agent. */
@NullMarked
package io.github.oomwitness.demo;

import org.jspecify.annotations.NullMarked;
