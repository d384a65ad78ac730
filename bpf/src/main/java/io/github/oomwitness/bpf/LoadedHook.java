// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.linux.Descriptor;

/**
 * A program that the kernel has taken, and where it belongs.
 *
 * @param program owned by whoever holds this; several may share one
 */
record LoadedHook(Hook hook, Descriptor program) {}
