// SPDX-License-Identifier: Apache-2.0
/** The ways to learn of kills, from the kernel program down to the cgroup's files, and which of them is taken. */
@NullMarked
package io.github.oomwitness.source;

import org.jspecify.annotations.NullMarked;
