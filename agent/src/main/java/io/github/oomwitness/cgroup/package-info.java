// SPDX-License-Identifier: Apache-2.0
/**
 * The memory cgroup of this process, found and read through the kernel's files: v1, v2 and hybrid in one meaning, that
 * of v2. Parsers are pure and apart from the files; readings are immutable.
 *
 * <p>All amounts are bytes. A value that the kernel does not give is -1; for a limit, -1 is none and -2 unknown.
 */
@NullMarked
package io.github.oomwitness.cgroup;

import org.jspecify.annotations.NullMarked;
