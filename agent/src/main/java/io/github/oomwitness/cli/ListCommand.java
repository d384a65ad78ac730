// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code list}. */
@Command(
        name = "list",
        header = "Lists the JVMs that can be seen from here, and whether an agent runs in them.",
        description = {
            "",
            "Looks at /proc and at the files in which JVMs tell of themselves, and disturbs none of them. Run as root"
                    + " it sees those in containers too.",
            "",
            "LIMIT is the tightest memory limit of the JVM's cgroup and those above it. AGENT is how an agent there"
                    + " sees kills (kernel program or cgroup files), or that it stands by."
        },
        exitCodeList = {"0:there is at least one", "1:there is none to be seen", "2:the call is wrong"},
        footer = {
            "",
            "Examples:",
            "  java -jar oomwitness-agent.jar list",
            "  sudo java -jar oomwitness-agent.jar list",
            ""
        })
final class ListCommand implements Callable<Integer> {
    private static final List<String> HEADINGS = List.of("PID", "USER", "LIMIT", "AGENT", "MAIN");

    @Override
    public Integer call() {
        Users users = Users.ofThisMachine();
        long ownPid = ProcessHandle.current().pid();
        List<JvmRow> jvms = Pids.visible()
                .filter(pid -> pid != ownPid)
                .sorted()
                .map(pid -> JvmRow.read(pid, users))
                .filter(Objects::nonNull)
                .toList();
        if (jvms.isEmpty()) {
            System.out.println("no JVM but this one is to be seen from here");
            return ExitCode.NO;
        }
        Stream<List<String>> rows = jvms.stream()
                .map(jvm ->
                        List.of(Integer.toString(jvm.pid()), jvm.user(), jvm.memoryLimit(), jvm.agent(), jvm.main()));
        System.out.print(TextTable.of(Stream.concat(Stream.of(HEADINGS), rows).toList()));
        return ExitCode.DONE;
    }
}
