// SPDX-License-Identifier: Apache-2.0
/**
 * Reading small kernel files (cgroupfs, procfs) again and again without leaving garbage: an open file, its text in a
 * reused buffer, and the kernel's text formats. Nothing here knows what a file means.
 */
@NullMarked
package io.github.oomwitness.cgroup.file;

import org.jspecify.annotations.NullMarked;
