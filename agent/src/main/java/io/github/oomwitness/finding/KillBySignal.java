// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

import io.github.oomwitness.bpf.record.ProcessKillRecord;
import org.jspecify.annotations.Nullable;

/**
 * A process of the witnessed cgroup was killed by another one, and not by the OOM killer.
 *
 * @param commandLine of who was killed, as far as it may be told; null where unknown
 * @param senderCommandLine likewise, of who killed
 * @param byThisJvm whether it was this JVM that killed
 */
public record KillBySignal(
        ProcessKillRecord record,
        @Nullable String commandLine,
        @Nullable String senderCommandLine,
        boolean byThisJvm) implements Finding {}
