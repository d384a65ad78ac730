// SPDX-License-Identifier: Apache-2.0
/** Which of the JVMs in a memory cgroup witnesses it. */
@NullMarked
package io.github.oomwitness.role;

import org.jspecify.annotations.NullMarked;
