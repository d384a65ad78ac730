// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import java.util.List;
import jdk.jfr.Event;
import org.jspecify.annotations.Nullable;

/** The public names, written down once more so that no rename of a field goes unnoticed. */
enum Contract {
    OOM_KILL(OomKill.class, "Kill", null, """
            killId episodeId killsInEpisode source message kernelTime detectionLatency
            victimPid victimHostPid victimName victimCommandLine victimUid victimParentPid victimIsDescendant
            victimIsJava victimIsContainerInit victimStartedBy victimOomScoreAdj victimOomPoints victimAnonRss
            victimFileRss victimShmemRss victimRssIsApproximate victimSwap victimPageTables victimTotalVm victimMinorFaults
            victimMajorFaults victimUptime
            triggerPid triggerHostPid triggerName triggerUid triggerJavaThread gfpMask order kernelStack
            constraint limitCgroup limitCgroupUsage limitCgroupLimit limitKind limitIsAncestor limitIsInferred
            oomGroup groupDeath totalMemory cpuset nodemask memsAllowed cpu
            victimCgroup containerId podUid podName podNamespace containerName kubernetesNode memoryUsage
            memoryLimit memoryLow memoryHigh swapUsage swapLimit swappiness memoryFailCount
            loadAverage1 loadAverage5 loadAverage15 runningTasks totalTasks hostName
            heapUsed heapCommitted heapMax heapAfterGc nonHeapCommitted directMemory jvmRss
            """),

    OOM_KILL_TASK(OomKillTask.class, "Kill", null, """
            killId pid hostPid name uid totalVm anonRss fileRss shmemRss pageTables swap oomScoreAdj oomPoints
            threads growth isVictim isThisJvm
            """),

    OOM_KILL_MEMORY(OomKillMemory.class, "Kill", null, """
            killId anon anonHuge file shmem kernelStack pageTables percpu vmalloc sock slabReclaimable
            slabUnreclaimable unevictable zswap swapCached workingsetRefaultAnon workingsetRefaultFile
            pagesScanned pagesStolen swapFailCount
            """),

    PROCESS_KILL(ProcessKill.class, "Kill", null, """
            pid name commandLine senderPid senderName senderCommandLine
            """),

    MEMORY_PRESSURE(MemoryPressure.class, "Memory", null, """
            level previousLevel reason headroom growthRate timeToLimit unreclaimable memoryUsage memoryLimit limitCgroup
            psiSomeAvg10 psiFullAvg10 topGrowerPid topGrowerName topGrowth
            heapUsed heapCommitted heapMax heapAfterGc nonHeapCommitted directMemory jvmRss
            """),

    VERDICT(Verdict.class, "Kill", null, """
            killId occasion cause culpritPid culpritName culpritGrowth culpritIsThisJvm remedy verdict confidence
            """),

    MEMORY_LEDGER(MemoryLedger.class, "Memory", null, """
            killId memoryUsage heap metaspace codeCache gc threadStacks direct mapped otherJvm siblings shmem pageCache
            kernel unaccounted estimated worstCase heapThatFits limitThatFits
            """),

    CONTAINER_MEMORY(ContainerMemory.class, "Memory", "1 s", """
            memoryUsage memoryPeak memoryLimit memoryHigh swapUsage swapLimit workingSet unreclaimable headroom
            anon file shmem kernel slabReclaimable sock dirty writeback inactiveFile
            lowEvents highEvents maxEvents oomEvents oomKillEvents psiSomeAvg10 psiFullAvg10
            heapUsed heapCommitted heapMax heapAfterGc nonHeapCommitted directMemory jvmRss
            """),

    PROCESS_MEMORY(ProcessMemory.class, "Memory", "10 s", """
            pid name anonRss fileRss shmemRss proportionalAnon swap oomScoreAdj oomScore growth isThisJvm
            """),

    RECLAIM_STALL(ReclaimStall.class, "Memory", null, """
            stallTime threadId javaThread reclaimed order
            """),

    ACTION(Action.class, "Agent", null, """
            action took released result
            """),

    WITNESS_STATUS(WitnessStatus.class, "Agent", "beginChunk", """
            version source loader degradedBecause role kernel cgroupVersion cgroupPath oomGroup memoryLimit
            capabilities lostRecords options
            """);

    final Class<? extends Event> type;
    private final String subCategory;
    final @Nullable String period;
    private final String fieldNames;

    Contract(Class<? extends Event> type, String subCategory, @Nullable String period, String fieldNames) {
        this.type = type;
        this.subCategory = subCategory;
        this.period = period;
        this.fieldNames = fieldNames;
    }

    String eventName() {
        return "oomwitness." + type.getSimpleName();
    }

    FieldKind kindOf(String field) {
        return FieldKind.of(type.getSimpleName() + "." + field);
    }

    /** The category and the sub-category. */
    List<String> category() {
        return List.of("OOM Witness", subCategory);
    }

    /** In the order of the contract. */
    List<String> fields() {
        return List.of(fieldNames.trim().split("\\s+", -1));
    }
}
