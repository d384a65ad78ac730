// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.evidence;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;

/** An event with the agent's name and some of its fields, as a recording of an agent of another version may have it. */
@Name("oomwitness.OomKill")
@StackTrace(false)
final class RecordedKill extends Event {
    int victimPid;
    int victimHostPid;
    int victimUid;
    int victimOomScoreAdj;

    @Nullable
    String victimName;

    long victimTotalVm;
    long victimAnonRss;
    long victimFileRss;
    long victimShmemRss;
    long victimPageTables;
    long limitCgroupLimit;
    long heapMax;

    @Nullable
    String limitCgroup;

    @Nullable
    String victimCgroup;

    @Timespan(Timespan.NANOSECONDS)
    long detectionLatency;

    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long kernelTime;

    /** The kill that {@link KernelLines} logs. */
    static RecordedKill asLogged() {
        RecordedKill kill = new RecordedKill();
        kill.victimPid = 12;
        kill.victimHostPid = 4711;
        kill.victimName = "doc-converter";
        kill.victimUid = 1000;
        kill.victimOomScoreAdj = -1;
        kill.victimTotalVm = 2_000_000 * 1024L;
        kill.victimAnonRss = 200_000 * 1024L;
        kill.victimFileRss = 19_000 * 1024L;
        kill.victimShmemRss = 0;
        kill.victimPageTables = 600 * 1024L;
        kill.limitCgroup = "/pod/container";
        kill.victimCgroup = "/pod/container";
        kill.limitCgroupLimit = 262_144 * 1024L;
        kill.heapMax = -1;
        kill.detectionLatency = 250_000;
        kill.kernelTime = 1_700_000_000_123L;
        return kill;
    }
}
