// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.bpf.record.Decision;
import io.github.oomwitness.bpf.record.ExhaustedCgroup;
import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.KilledProcess;
import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.bpf.record.OomControl;
import io.github.oomwitness.bpf.record.StartingThread;
import io.github.oomwitness.bpf.record.TriggeringTask;
import io.github.oomwitness.events.OomKill;
import io.github.oomwitness.finding.FiredLimit;
import io.github.oomwitness.finding.FiredLimit.Scope;
import io.github.oomwitness.finding.Kill;
import io.github.oomwitness.process.LoadAverage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Fills an {@link OomKill} event from a kill. What the rung in use cannot know keeps the event's missing value. */
final class OomKillWriter {
    private OomKillWriter() {}

    /**
     * The event of a kill.
     *
     * @param childStarts what the recorder knows of who started which child
     */
    static OomKill eventOf(Kill kill, ChildStarts childStarts) {
        OomKill event = new OomKill();
        writeIdentity(event, kill);
        writeVictim(event, kill.record().victim(), kill.record().timeNanos());
        event.victimCommandLine = kill.victimProgram().commandLine();
        event.victimIsJava = kill.victimProgram().isJava();
        event.victimStartedBy = startedBy(kill, childStarts);
        event.victimIsDescendant = kill.victimIsDescendant();
        writeTrigger(event, kill.record().trigger());
        event.triggerJavaThread = kill.triggerName();
        event.kernelStack = kill.record().kernelStack().isEmpty()
                ? null
                : String.join("\n", kill.record().kernelStack());
        writeCause(event, kill.limit());
        writeDecision(event, kill.record());
        event.groupDeath = kill.identity().groupDeath();
        event.cpu = kill.record().cpu();
        writeCgroup(event, kill);
        writeMachine(event, kill);
        HeapWriter.write(event, kill.heap(), kill.sample().jvmRss());
        return event;
    }

    private static void writeIdentity(OomKill event, Kill kill) {
        event.killId = kill.identity().killId();
        event.episodeId = kill.identity().episodeId();
        event.killsInEpisode = kill.identity().killsInEpisode();
        event.source = kill.source();
        event.kernelTime = kill.time().toEpochMilli();
        event.detectionLatency = kill.latencyNanos();
    }

    private static void writeVictim(OomKill event, KilledProcess victim, long killedAt) {
        event.victimPid = victim.pid();
        event.victimHostPid = victim.hostPid();
        event.victimName = victim.name().isEmpty() ? null : victim.name();
        event.victimUid = (int) victim.uid();
        event.victimParentPid = victim.parentPid();
        event.victimIsContainerInit = victim.isContainerInit();
        event.victimOomScoreAdj = victim.oomScoreAdj();
        event.victimAnonRss = victim.anonRss();
        event.victimFileRss = victim.fileRss();
        event.victimShmemRss = victim.shmemRss();
        event.victimRssIsApproximate = victim.rssApproximate();
        event.victimSwap = victim.swap();
        event.victimPageTables = victim.pageTables();
        event.victimTotalVm = victim.totalVm();
        event.victimMinorFaults = Count.of(victim.minorFaults());
        event.victimMajorFaults = Count.of(victim.majorFaults());
        event.victimUptime = victim.startNanos() <= 0 ? -1 : killedAt - victim.startNanos();
    }

    /** The recorder knows the frame as well; the kernel knows at once, and of all. */
    private static @Nullable String startedBy(Kill kill, ChildStarts childStarts) {
        KilledProcess victim = kill.record().victim();
        StartingThread starter = kill.record().start().starter();
        int childPid = starter == null ? victim.pid() : starter.childPid();
        long startNanos = starter == null ? victim.startNanos() : starter.childStartNanos();
        Instant started = kill.time().minusNanos(kill.record().timeNanos() - startNanos);
        String recorded = childStarts.find(childPid, started);
        return recorded == null ? kill.starterName() : recorded;
    }

    private static void writeTrigger(OomKill event, @Nullable TriggeringTask trigger) {
        if (trigger != null) {
            event.triggerPid = trigger.pid();
            event.triggerHostPid = trigger.hostPid();
            event.triggerName = trigger.name();
            event.triggerUid = (int) trigger.uid();
        }
    }

    private static void writeCause(OomKill event, FiredLimit limit) {
        event.constraint = switch (limit.scope()) {
            case OWN, ANCESTOR -> "memcg";
            case MACHINE -> "none";
            // The decision tells which of the two kinds it is.
            case NODES, UNKNOWN -> null;
        };
        event.limitCgroup = limit.cgroup();
        event.limitCgroupUsage = limit.usage();
        event.limitCgroupLimit = limit.limit();
        event.limitKind = limit.kind();
        event.limitIsAncestor = limit.scope() == Scope.ANCESTOR;
        event.limitIsInferred = limit.inferred();
        event.oomGroup = limit.oomGroup();
    }

    private static void writeDecision(OomKill event, KillRecord record) {
        Decision decision = record.decision();
        if (decision == null) {
            return;
        }
        event.cpuset = decision.cpuset();
        event.memsAllowed = decision.memsAllowed();
        OomControl control = decision.control();
        if (control != null) {
            event.message = control.message();
            event.constraint = control.constraint().text();
            event.order = control.order();
            event.gfpMask = "0x" + Integer.toHexString(control.gfpMask());
            event.totalMemory = control.totalMemory();
            event.nodemask = control.nodemask();
            if (control.chose(record.victim().hostPid())) {
                event.victimOomPoints = Count.of(control.chosenPoints());
            }
        }
    }

    private static void writeCgroup(OomKill event, Kill kill) {
        KillRecord record = kill.record();
        MemcgLevel own = record.memcg().own();
        event.victimCgroup = record.memcg().path();
        event.containerId = kill.container().containerId();
        event.podUid = kill.container().podUid();
        event.podName = kill.names().podName();
        event.podNamespace = kill.names().podNamespace();
        event.kubernetesNode = kill.names().node();
        String mounted = kill.container().containerName();
        event.containerName = mounted == null ? kill.names().containerName() : mounted;
        ExhaustedCgroup exhausted = exhaustedOwn(record);
        event.memoryUsage = exhausted == null ? own.usage() : exhausted.usage();
        event.memoryFailCount = Count.of(exhausted == null ? record.memoryFailCount() : exhausted.failCount());
        event.memoryLimit = own.limit();
        event.memoryLow = record.memoryLow();
        event.memoryHigh = record.memoryHigh();
        event.swapUsage = SwapOf.usage(record.memcg());
        event.swapLimit = SwapOf.limit(record.memcg());
        event.swappiness = record.swappiness();
    }

    /** Counters of the moment of the decision, where it was seen and the victim's own cgroup had run out; else null. */
    private static @Nullable ExhaustedCgroup exhaustedOwn(KillRecord record) {
        Decision decision = record.decision();
        ExhaustedCgroup cgroup = decision == null || decision.control() == null ? null : decision.cgroup();
        return cgroup != null && cgroup.id() == record.memcg().own().id() ? cgroup : null;
    }

    private static void writeMachine(OomKill event, Kill kill) {
        LoadAverage load = kill.sample().load();
        event.loadAverage1 = load.one();
        event.loadAverage5 = load.five();
        event.loadAverage15 = load.fifteen();
        event.runningTasks = load.runningTasks();
        event.totalTasks = load.totalTasks();
        event.hostName =
                kill.record().hostName().isEmpty() ? null : kill.record().hostName();
    }
}
