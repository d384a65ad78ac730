// SPDX-License-Identifier: Apache-2.0
/**
 * Plays the scenarios of {@code bench/near-oom} in real cgroups, and scores the agent's detector and the rules that others
 * use over the very same readings.
 */
@NullMarked
package io.github.oomwitness.bench.nearoom;

import org.jspecify.annotations.NullMarked;
