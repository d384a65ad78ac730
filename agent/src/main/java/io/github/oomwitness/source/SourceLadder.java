// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.DegradedReason;
import io.github.oomwitness.bpf.Rung;
import io.github.oomwitness.cgroup.CgroupLocation;
import io.github.oomwitness.jvm.UnpackDirectory;
import io.github.oomwitness.linux.Architecture;
import io.github.oomwitness.linux.NativeAccess;
import io.github.oomwitness.linux.NativeAccessException;
import io.github.oomwitness.options.SourceChoice;
import org.jspecify.annotations.Nullable;

/** Tries the rungs from the top and takes the first that holds; or the one that was asked for, and no other. */
public final class SourceLadder {
    private final SourceChoice choice;
    private final @Nullable CgroupLocation location;

    /**
     * A ladder to climb.
     *
     * @param location of the own memory cgroup's files; null where they cannot be seen
     */
    public SourceLadder(SourceChoice choice, @Nullable CgroupLocation location) {
        this.choice = choice;
        this.location = location;
    }

    public ChosenSource climb() {
        if (!choice.allows(SourceChoice.TP_BTF)) {
            return stepDown(new KillSourceException(
                    DegradedReason.CONFIGURATION, "source=" + choice.text() + " was asked for"));
        }
        try {
            openNativeAccess();
            return new ChosenSource(KernelProgramSource.open(Rung.TP_BTF), DegradedReason.NONE, null);
        } catch (KillSourceException refused) {
            return stepDown(refused);
        }
    }

    /**
     * The rung below the kernel program, if it may be taken. The reason stays that of the refusal: it says what would
     * bring the better rung.
     */
    public ChosenSource stepDown(KillSourceException refused) {
        if (location == null || !choice.allows(SourceChoice.CGROUP_FILES)) {
            return new ChosenSource(null, refused.reason(), refused.getMessage());
        }
        try {
            return new ChosenSource(CgroupFilesSource.open(location), refused.reason(), refused.getMessage());
        } catch (KillSourceException alsoRefused) {
            return new ChosenSource(null, refused.reason(), refused.getMessage() + "; and " + alsoRefused.getMessage());
        }
    }

    private static void openNativeAccess() throws KillSourceException {
        String system = System.getProperty("os.name", "");
        String architecture = System.getProperty("os.arch", "");
        if (!Architecture.isSupported(system, architecture)) {
            throw new KillSourceException(
                    DegradedReason.KERNEL,
                    "the kernel program runs on Linux on x86-64 and aarch64, and this is " + system + " on "
                            + architecture);
        }
        try {
            NativeAccess.open(UnpackDirectory.choose());
        } catch (NativeAccessException failure) {
            throw new KillSourceException(DegradedReason.CONFIGURATION, failure.explanation());
        }
    }
}
