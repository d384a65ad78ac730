// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.util.Optional;

/**
 * One OOM kill as the kernel's log tells it.
 *
 * @param timestampMicros of the "Killed process" line, on the kernel's local clock; close to CLOCK_MONOTONIC
 * @param report empty when the kernel limited its rate; the members of an oom.group share one
 */
public record KernelKill(long timestampMicros, KilledProcess process, Optional<KernelOomReport> report) {}
