// SPDX-License-Identifier: Apache-2.0
/**
 * Loads the kernel program and reads what it writes: two halves that meet at file descriptors, so that a launcher with
 * capabilities may do the first and a JVM without any the second.
 *
 * <p>Loading: {@link io.github.oomwitness.bpf.LightSkeleton} to {@link io.github.oomwitness.bpf.KernelProgram}, or a
 * {@link io.github.oomwitness.bpf.Diagnosis} that says what is missing. Reading: {@link
 * io.github.oomwitness.bpf.SharedArea} and {@link io.github.oomwitness.bpf.Ring}.
 */
@NullMarked
package io.github.oomwitness.bpf;

import org.jspecify.annotations.NullMarked;
