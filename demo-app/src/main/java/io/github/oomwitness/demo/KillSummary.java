// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.evidence.ChildStart;
import io.github.oomwitness.demo.evidence.Finding;
import io.github.oomwitness.demo.evidence.KillEvent;
import io.github.oomwitness.demo.terminal.Amounts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A kill in six lines: who, how big, which limit, how full the heap, who started it, and whether the kernel agrees. */
record KillSummary(KillEvent event, Optional<ChildStart> start, List<Finding> findings) {
    private static final String UNKNOWN = "unknown";

    List<String> lines() {
        return List.of(
                "who      " + event.text("victimName").orElse(UNKNOWN) + ", pid " + text(event.number("victimPid"))
                        + ", uid " + text(event.number("victimUid")),
                "         " + (event.flag("victimIsDescendant") ? "a child of this JVM, " : "") + "killed by the kernel"
                        + event.text("message").map(message -> ": " + message).orElse(""),
                "size     " + Amounts.mebibytes(event.number("victimAnonRss")) + " anonymous",
                "         " + Amounts.mebibytes(event.number("victimFileRss")) + " file, "
                        + Amounts.mebibytes(event.number("victimShmemRss")) + " shared",
                "limit    " + Amounts.mebibytes(event.limit("limitCgroupLimit")) + limitOwner(),
                "         " + Amounts.mebibytes(event.number("limitCgroupUsage")) + " charged to it",
                "heap     " + Amounts.mebibytes(event.number("heapUsed")) + " used of "
                        + Amounts.mebibytes(event.limit("heapMax")) + " in this JVM",
                "started  by thread " + start.flatMap(ChildStart::thread).orElse(UNKNOWN),
                "         at " + start.flatMap(ChildStart::frame).orElse(UNKNOWN),
                "proof    " + agreement());
    }

    String agreement() {
        List<Finding> numbers = findings.stream().filter(Finding::isNumber).toList();
        long agreeing = numbers.stream().filter(Finding::agrees).count();
        return agreeing + " of " + numbers.size() + " numbers agree with the kernel's log";
    }

    private String limitOwner() {
        if (event.text("limitCgroup").isEmpty()) {
            return "";
        }
        return event.flag("limitIsAncestor") ? ", of a cgroup above the victim's" : ", the container's own";
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : UNKNOWN;
    }
}
