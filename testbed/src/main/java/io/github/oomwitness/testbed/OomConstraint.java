// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which limit fired and whom it hit: {@code dump_oom_victim} in mm/oom_kill.c with {@code mem_cgroup_print_oom_context}.
 *
 * @param constraint CONSTRAINT_MEMCG, CONSTRAINT_NONE, CONSTRAINT_CPUSET or CONSTRAINT_MEMORY_POLICY
 * @param nodeMask "(null)" if there is none
 * @param cpuset its name only, not its path
 * @param memsAllowed the memory nodes, such as 0-1
 * @param oomMemcg the cgroup whose limit fired; empty if the whole machine is out of memory
 * @param taskMemcg the victim's cgroup; empty where not printed
 * @param task comm of the victim
 * @param pid of the victim; -1 where the line is cut off
 * @param uid of the victim; -1 where the line is cut off
 */
public record OomConstraint(
        String constraint,
        String nodeMask,
        String cpuset,
        String memsAllowed,
        Optional<String> oomMemcg,
        Optional<String> taskMemcg,
        String task,
        long pid,
        long uid) {

    private static final Pattern FORMAT = Pattern.compile(
            "oom-kill:constraint=([A-Z_]+),nodemask=([^=]*),cpuset=(.*),mems_allowed=([-0-9,]*)"
                    + "(?:,oom_memcg=(.*?))?(?:,global_oom)?(?:,task_memcg=(.*?))?,task=(.*?)(?:,pid=(\\d+),uid=(\\d+))?");

    static Optional<OomConstraint> parse(String line) {
        Matcher matcher = FORMAT.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new OomConstraint(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3),
                matcher.group(4),
                Optional.ofNullable(matcher.group(5)),
                Optional.ofNullable(matcher.group(6)),
                matcher.group(7),
                KernelText.count(matcher.group(8)),
                KernelText.count(matcher.group(9))));
    }
}
