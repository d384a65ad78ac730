// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * A process of the witnessed memory cgroup got SIGKILL from another process: it ends with the status 137, like the OOM
 * killer's victims, and is none.
 */
@Name("oomwitness.ProcessKill")
@Label("Process Kill")
@Description("A process of the memory cgroup got SIGKILL from another process, not from the OOM killer")
@Category({"OOM Witness", "Kill"})
@Enabled(true)
@StackTrace(false)
public final class ProcessKill extends Event {

    @Label("PID")
    @Description("In the JVM's own pid namespace; -1 if unknown or not visible there")
    public int pid = Missing.ID;

    @Label("Name")
    @Description("The kernel's name of the process (comm), at most 15 bytes")
    public @Nullable String name;

    @Label("Command Line")
    @Description("As much of it as the option command-lines lets out")
    public @Nullable String commandLine;

    @Label("Sender PID")
    @Description("In the JVM's own pid namespace; -1 if unknown or not visible there")
    public int senderPid = Missing.ID;

    @Label("Sender Name")
    @Description("The kernel's name of the process (comm), at most 15 bytes")
    public @Nullable String senderName;

    @Label("Sender Command Line")
    @Description("As much of it as the option command-lines lets out")
    public @Nullable String senderCommandLine;
}
