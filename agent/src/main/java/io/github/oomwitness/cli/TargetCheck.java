// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Says why a process cannot be attached to, before it is disturbed: the attempt itself would end a process that is no
 * JVM, and takes ten seconds to fail where a JVM does not answer.
 *
 * @param own this command's process
 * @param emulated whether this java has no module jdk.attach, and something else stands in for it
 */
record TargetCheck(ProcessFacts own, Users users, Path jar, boolean emulated) {
    private static final int ROOT = 0;

    /** Returns where nothing speaks against it. */
    Target pass(int pid, @Nullable Target target) throws Refusal {
        String what = "cannot attach to " + pid;
        if (target == null) {
            throw new Refusal(
                    what,
                    "there is no such process, or this user cannot see it",
                    "java -jar " + jar + " list shows the JVMs that can be seen from here");
        }
        ProcessFacts facts = target.facts();
        if (facts.isThread()) {
            throw new Refusal(
                    what, "that is a thread of process " + facts.processId(), "try " + facts.processId() + " instead");
        }
        if (pid == own.pid()) {
            throw new Refusal(what, "that is this command itself", "name another JVM");
        }
        if (facts.isZombie()) {
            throw new Refusal(
                    what, "it has ended, and only waits for its parent to take notice", "there is nothing left to do");
        }
        if (target.evidence() == JvmEvidence.IS_NONE) {
            throw new Refusal(
                    what,
                    "it is not a JVM (no libjvm.so is loaded)",
                    "java -jar " + jar + " list shows the JVMs that can be seen from here");
        }
        if (own.user() != ROOT && (facts.user() != own.user() || facts.group() != own.group())) {
            throw new Refusal(
                    what,
                    "it runs as " + identity(facts) + ", this command as " + identity(own)
                            + ", and a JVM listens only to its own user and group, and to root",
                    "run: sudo -u " + users.sudoNameOf(facts.user())
                            + (facts.user() == own.user() ? " -g '#" + facts.group() + "'" : "") + " java -jar " + jar
                            + " ...");
        }
        if (target.evidence() == JvmEvidence.UNKNOWN) {
            throw new Refusal(
                    what,
                    "it cannot be told whether it is a JVM: its mappings cannot be read, and a signal to another"
                            + " program would end it",
                    "run the command as a user who may read /proc/" + pid + "/maps, such as its own, or root");
        }
        if (facts.isStopped()) {
            throw new Refusal(
                    what,
                    "it is stopped (by a signal, a debugger or a frozen shell job) and cannot answer",
                    "let it run on, with kill -CONT " + pid + ", and try again");
        }
        if (target.perfData() != null && !target.perfData().attachAllowed()) {
            throw new Refusal(
                    what,
                    "it was started with -XX:+DisableAttachMechanism",
                    "restart it without that flag, or with -javaagent:" + jar);
        }
        if (emulated && facts.isInInnerNamespace()) {
            throw new Refusal(
                    what,
                    "it is in a pid namespace of its own, and this java lacks the module jdk.attach, which could reach"
                            + " it there",
                    "use the java of a JDK, or run the command inside, where its pid is " + facts.innermostPid());
        }
        if (!target.isReady()) {
            throw new Refusal(
                    what,
                    "it is still starting, or does without signals (-Xrs) and has no socket for an attach: the attempt"
                            + " would end it",
                    "try again in a moment, or start it with -javaagent:" + jar);
        }
        return target;
    }

    /** The same for loading an agent, which takes more than being asked how things stand. */
    void passForLoading(int pid, Target target) throws Refusal {
        if (target.perfData() != null && !target.perfData().agentLoadingAllowed()) {
            throw loadingDisabled(pid, jar);
        }
        if (!target.seesJar()) {
            throw new Refusal(
                    "nothing was loaded into " + pid,
                    "it has a root directory of its own (a container, a chroot) in which there is no " + jar,
                    "copy the jar to that path in there (docker cp " + jar + " CONTAINER:" + jar
                            + "), or copy it anywhere and run the command inside, where the pid is "
                            + target.facts().innermostPid());
        }
    }

    static Refusal loadingDisabled(int pid, Path jar) {
        return new Refusal(
                "nothing was loaded into " + pid,
                "it was started with -XX:-EnableDynamicAgentLoading",
                "restart it without that flag, or with -javaagent:" + jar);
    }

    private String identity(ProcessFacts process) {
        return "user " + users.nameOf(process.user()) + " (uid " + Integer.toUnsignedString(process.user()) + ", gid "
                + Integer.toUnsignedString(process.group()) + ")";
    }
}
