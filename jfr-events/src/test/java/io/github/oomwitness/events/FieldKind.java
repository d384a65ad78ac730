// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a field means, told from its name: its Java type, its unit in both parsers, and how it says that it is missing. */
enum FieldKind {
    BYTES(
            "\\w+\\.(\\w*(Usage|Rss|Swap|PageTables|TotalVm|Peak|Used|Committed|AfterGc)"
                    + "|swap|pageTables|totalVm|totalMemory|directMemory|proportionalAnon)"
                    + "|ContainerMemory\\.(workingSet|unreclaimable|anon|file|shmem|kernel|slabReclaimable|sock"
                    + "|dirty|writeback|inactiveFile)"
                    + "|OomKillMemory\\.(anon|anonHuge|file|shmem|kernelStack|percpu|vmalloc|sock|slabReclaimable"
                    + "|slabUnreclaimable|unevictable|zswap|swapCached)"
                    + "|MemoryPressure\\.(unreclaimable|growthRate)"
                    + "|ReclaimStall\\.reclaimed"
                    + "|MemoryLedger\\.(heap|metaspace|codeCache|gc|threadStacks|direct|mapped|otherJvm|siblings|shmem"
                    + "|pageCache|kernel|worstCase|heapThatFits|limitThatFits)",
            long.class,
            "jdk.jfr.DataAmount",
            "memory",
            -1L,
            "-1 if unknown"),
    LIMIT(
            "\\w+\\.(?!timeToLimit)\\w*(Limit|High|Low|Max)",
            long.class,
            "jdk.jfr.DataAmount",
            "memory",
            -2L,
            "-2 if unknown"),
    DIFFERENCE(
            "\\w+\\.(growth|topGrowth|culpritGrowth|released|headroom|unaccounted)",
            long.class,
            "jdk.jfr.DataAmount",
            "memory",
            Long.MIN_VALUE,
            "smallest value if unknown"),
    SPAN(
            "\\w+\\.\\w*(Latency|Uptime|timeToLimit|took|stallTime)",
            long.class,
            "jdk.jfr.Timespan",
            "timespan",
            -1L,
            "-1 ns if unknown"),
    INSTANT(
            "\\w+\\.kernelTime",
            long.class,
            "jdk.jfr.Timestamp",
            "timestamp",
            Long.MIN_VALUE,
            "smallest value if unknown"),
    RATIO(
            "\\w+\\.(psi\\w+|confidence)",
            double.class,
            "jdk.jfr.Percentage",
            "percentage",
            Double.NaN,
            "NaN if unknown"),
    AVERAGE("\\w+\\.loadAverage\\d+", double.class, null, "number", Double.NaN, "NaN if unknown"),
    SCORE(
            "\\w+\\.(\\w*[oO]om(ScoreAdj|Score|Points)|order)",
            int.class,
            null,
            "number",
            Integer.MIN_VALUE,
            "smallest value if unknown"),
    KILL_ID("\\w+\\.killId", int.class, "oomwitness.KillId", "number", 0, "0 if unknown"),
    COUNT_OR_ID(
            "\\w+\\.(pid|hostPid|uid|threadId|(victim|trigger|topGrower|sender|culprit)\\w*(Pid|Uid)|cpu|episodeId|killsInEpisode|threads|swappiness"
                    + "|lostRecords|\\w*FailCount|workingsetRefault\\w+|pages\\w+|\\w*(Faults|Tasks|Events))",
            int.class,
            null,
            "number",
            -1,
            "-1 if unknown"),
    FLAG("\\w+\\.(\\w*[iI]s[A-Z]\\w*|oomGroup|groupDeath)", boolean.class, null, "boolean", false, ""),
    TEXT(
            "\\w+\\.(\\w*(Name|CommandLine|StartedBy|JavaThread|Cgroup)|javaThread|name|commandLine|source|message|gfpMask"
                    + "|constraint|limitKind|cpuset|nodemask|memsAllowed|containerId|podUid|podNamespace"
                    + "|kubernetesNode)"
                    + "|MemoryPressure\\.(level|previousLevel|reason)"
                    + "|Action\\.(action|result)"
                    + "|Verdict\\.(occasion|cause|remedy|verdict)"
                    + "|MemoryLedger\\.estimated"
                    + "|OomKill\\.kernelStack"
                    + "|WitnessStatus\\.(version|loader|degradedBecause|role|kernel|cgroupVersion|cgroupPath"
                    + "|capabilities|options)",
            String.class,
            null,
            "text",
            null,
            "");

    final Class<?> javaType;
    final @Nullable String unit;
    final String contentTypeInMissionControl;

    @SuppressWarnings("ImmutableEnumChecker") // a boxed number or null, never anything that can change
    final @Nullable Object missing;

    final String missingInDescription;
    private final Pattern names;

    FieldKind(
            String names,
            Class<?> javaType,
            @Nullable String unit,
            String contentTypeInMissionControl,
            @Nullable Object missing,
            String missingInDescription) {
        this.names = Pattern.compile(names);
        this.javaType = javaType;
        this.unit = unit;
        this.contentTypeInMissionControl = contentTypeInMissionControl;
        this.missing = missing;
        this.missingInDescription = missingInDescription;
    }

    static FieldKind of(String eventAndField) {
        List<FieldKind> fitting = Arrays.stream(values())
                .filter(kind -> kind.names.matcher(eventAndField).matches())
                .toList();
        if (fitting.size() != 1) {
            throw new IllegalArgumentException(eventAndField + " fits " + fitting + ", not exactly one kind of field");
        }
        return fitting.get(0);
    }
}
