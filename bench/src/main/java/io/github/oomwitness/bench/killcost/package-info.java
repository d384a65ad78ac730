// SPDX-License-Identifier: Apache-2.0
/** What the kernel program costs the machine, by the kernel's own clock. */
@NullMarked
package io.github.oomwitness.bench.killcost;

import org.jspecify.annotations.NullMarked;
