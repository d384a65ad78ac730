// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * What the agent can see, and why it cannot see more.
 *
 * <p>Committed when a recording starts, then at the start of each chunk, so that every recording, one recovered from a
 * killed JVM included, says how far the absence of {@link OomKill} can be trusted.
 */
@Name("oomwitness.WitnessStatus")
@Label("Witness Status")
@Description("What the agent can see, and why it cannot see more")
@Category({"OOM Witness", "Agent"})
@Enabled(true)
@Period("beginChunk")
@StackTrace(false)
public final class WitnessStatus extends Event {

    @Label("Version")
    @Description("Version of the agent")
    public @Nullable String version;

    @Label("Source")
    @Description("How kills are seen: fentry, kprobe, tp_btf, raw_tp or cgroup_files; null if they are not")
    public @Nullable String source;

    @Label("Loader")
    @Description("What loaded the kernel program: light or libbpf; null without one")
    public @Nullable String loader;

    @Label("Degraded Because")
    @Description("What a better source is missing, and what grants it; null if nothing is missing")
    public @Nullable String degradedBecause;

    @Label("Role")
    @Description("witness, or standby where another JVM of the cgroup is the witness")
    public @Nullable String role;

    @Label("Kernel")
    @Description("Kernel release, as uname -r prints it")
    public @Nullable String kernel;

    @Label("Cgroup Version")
    @Description("Of the memory controller: v1 or v2, then (hybrid) where both are mounted; null if unknown")
    public @Nullable String cgroupVersion;

    @Label("Cgroup Path")
    @Description("The witnessed memory cgroup, as this JVM sees it")
    public @Nullable String cgroupPath;

    @Label("OOM Group")
    @Description("Whether one kill in the cgroup takes all its processes (memory.oom.group); false also if unknown")
    public boolean oomGroup;

    @Label("Memory Limit")
    @Description("The tightest limit that can be seen on the cgroup's path; -1 if none, -2 if unknown")
    @DataAmount(DataAmount.BYTES)
    public long memoryLimit = Missing.LIMIT;

    @Label("Capabilities")
    @Description("Linux capabilities in effect that matter here; empty if none")
    public @Nullable String capabilities;

    @Label("Lost Records")
    @Description("Records the kernel program could not hand over since start; -1 if unknown")
    public int lostRecords = Missing.COUNT;

    @Label("Options")
    @Description("Options in effect and where each came from")
    public @Nullable String options;
}
