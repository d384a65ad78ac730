// SPDX-License-Identifier: Apache-2.0
/** What the agent's threads take of a core, by the scheduler's own account. */
@NullMarked
package io.github.oomwitness.bench.agentcost;

import org.jspecify.annotations.NullMarked;
