// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The smallest hard limit that a cgroup is under.
 *
 * @param limit bytes; -1 none, -2 unknown
 * @param directory the cgroup that has it; null where it is an ancestor out of sight, or there is no limit
 */
public record TightestLimit(long limit, @Nullable Path directory) {}
