// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The way to another JVM: it is looked at from outside first, and only then disturbed. */
final class Connection {
    /** A JVM that has only begun catches no signals yet. */
    private static final Duration LONGEST_START = Duration.ofSeconds(5);

    private Connection() {}

    /** To ask it something. */
    static AttachedJvm toAsk(int pid) throws Refusal {
        return open(pid, false);
    }

    /** To load the agent's jar into it. */
    static AttachedJvm toLoad(int pid) throws Refusal {
        return open(pid, true);
    }

    private static AttachedJvm open(int pid, boolean load) throws Refusal {
        Path jar = OwnJar.path();
        AttachMechanism mechanism = AttachMechanism.find();
        TargetCheck check =
                new TargetCheck(ProcessFacts.ofThisProcess(), Users.ofThisMachine(), jar, mechanism.emulated());
        Target target = check.pass(pid, read(pid, jar));
        if (load) {
            check.passForLoading(pid, target);
        }
        return AttachedJvm.connect(pid, jar, mechanism);
    }

    private static @Nullable Target read(int pid, Path jar) throws Refusal {
        Target target = Target.read(pid, jar);
        Deadline deadline = Deadline.in(LONGEST_START);
        while (target != null && target.evidence() == JvmEvidence.IS_JVM && !target.isReady() && deadline.isAhead()) {
            deadline.pause();
            target = Target.read(pid, jar);
        }
        return target;
    }
}
