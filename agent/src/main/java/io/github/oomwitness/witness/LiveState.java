// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.DegradedReason;
import io.github.oomwitness.bpf.ProcessStanding;
import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.cgroup.CgroupVersion;
import io.github.oomwitness.finding.Sample;
import io.github.oomwitness.finding.WitnessState;
import io.github.oomwitness.options.WitnessScope;
import io.github.oomwitness.source.ChosenSource;
import io.github.oomwitness.source.KillSource;
import io.github.oomwitness.text.ByteText;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the witness stands at this moment; grows while it is assembled, and may be asked from any thread. */
final class LiveState implements Supplier<WitnessState> {
    private final WitnessScope scope;
    private final String options;

    private volatile ChosenSource chosen =
            new ChosenSource(null, DegradedReason.CONFIGURATION, "the agent is starting");
    private volatile @Nullable CgroupLocation cgroup;
    private volatile @Nullable String standingBy;
    private volatile Supplier<Sample> newest = () -> Sample.none(Instant.now());

    LiveState(WitnessScope scope, String options) {
        this.scope = scope;
        this.options = options;
    }

    void set(ChosenSource newSource, @Nullable CgroupLocation location) {
        cgroup = location;
        chosen = newSource;
    }

    /** Another JVM witnesses, and this one does nothing but wait. */
    void standBy(String because, @Nullable CgroupLocation location) {
        cgroup = location;
        standingBy = because;
    }

    /** It is this JVM's turn. */
    void witness() {
        standingBy = null;
    }

    void readFrom(Supplier<Sample> samples) {
        newest = samples;
    }

    /** The rung in use at this moment, or "none". */
    String sourceName() {
        return chosen.name();
    }

    @Override
    public WitnessState get() {
        ChosenSource current = chosen;
        KillSource source = current.source();
        Sample sample = newest.get();
        String waitsBecause = standingBy;
        return new WitnessState(
                Version.current(),
                current.name(),
                source == null ? null : source.loader(),
                current.reason().tag(),
                waitsBecause == null ? current.because() : waitsBecause,
                waitsBecause == null ? "witness" : "standby",
                Standing.OF_THIS_PROCESS.kernelRelease(),
                cgroupVersion(sample),
                cgroupPath(sample),
                oomGroup(sample),
                sample.limit(),
                Standing.OF_THIS_PROCESS.relevantCapabilities(),
                source == null ? -1 : source.lostRecords(),
                source == null ? null : source.stalls(),
                options);
    }

    /** One line for whoever asks: what is witnessed, how, and why not in a better way. */
    String describe() {
        String because = standingBy == null ? get().degradedBecause() : null;
        return summary() + (because == null ? "" : " because " + because);
    }

    /** The same without the reason, for a log that has said it before. */
    String summary() {
        WitnessState now = get();
        String waitsBecause = standingBy;
        if (waitsBecause != null) {
            return "standing by: " + waitsBecause + (now.cgroupPath() == null ? "" : " (" + now.cgroupPath() + ")");
        }
        String limit = now.memoryLimit() == MemcgLevel.NO_LIMIT
                ? "no memory limit"
                : "memory limit " + ByteText.of(now.memoryLimit());
        return "witnessing memory cgroup " + (now.cgroupPath() == null ? "(unknown)" : now.cgroupPath())
                + (now.cgroupVersion() == null ? "" : ", cgroup " + now.cgroupVersion()) + ", " + limit
                + "; source=" + now.source() + manner() + widened();
    }

    /** Only a kernel program can look beyond the own cgroup. */
    private String widened() {
        KillSource source = chosen.source();
        return scope == WitnessScope.CGROUP || source == null || source.loader() == null
                ? ""
                : "; kills in the whole " + scope.text() + " (scope=" + scope.text() + ")";
    }

    private String manner() {
        KillSource source = chosen.source();
        String manner = source == null ? null : source.manner();
        return manner == null ? "" : " (" + manner + ")";
    }

    private @Nullable String cgroupVersion(Sample sample) {
        CgroupLocation location = cgroup;
        if (location != null) {
            String name = location.version() == CgroupVersion.V2 ? "v2" : "v1";
            return location.hybrid() ? name + " (hybrid)" : name;
        }
        MemcgPath kernel = sample.kernel();
        return kernel == null ? null : kernel.version2() ? "v2" : "v1";
    }

    /** The kernel's path where it can be had: inside a cgroup namespace the files know only "/". */
    private @Nullable String cgroupPath(Sample sample) {
        MemcgPath kernel = sample.kernel();
        if (kernel != null) {
            return kernel.path();
        }
        CgroupLocation location = cgroup;
        return location == null ? null : location.path();
    }

    private static boolean oomGroup(Sample sample) {
        MemcgPath kernel = sample.kernel();
        if (kernel != null) {
            return kernel.levels().stream().anyMatch(MemcgLevel::oomGroup);
        }
        return sample.files() != null && sample.files().oomGroup();
    }

    /** Read when it is first asked for, which is not on the application's main thread. */
    private static final class Standing {
        static final ProcessStanding OF_THIS_PROCESS = ProcessStanding.ofThisProcess();
    }
}
