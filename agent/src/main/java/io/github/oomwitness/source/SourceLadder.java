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
    private boolean nativeAccessTried;
    private @Nullable KillSourceException nativeAccessDenied;

    /**
     * A ladder to climb.
     *
     * @param location of the own memory cgroup's files; null where they cannot be seen
     */
    public SourceLadder(SourceChoice choice, @Nullable CgroupLocation location) {
        this.choice = choice;
        this.location = location;
    }

    /**
     * The highest rung that can be had, or none.
     *
     * @throws JvmEndsException where the JVM shuts down meanwhile
     */
    public ChosenSource climb() {
        if (!choice.allows(SourceChoice.TP_BTF)) {
            return stepDown(
                    new KillSourceException(DegradedReason.CONFIGURATION, "source=" + choice.text() + " was asked for"),
                    location);
        }
        try {
            KillSourceException denied = nativeAccess();
            if (denied != null) {
                throw denied;
            }
            return new ChosenSource(KernelProgramSource.open(Rung.TP_BTF), DegradedReason.NONE, null);
        } catch (KillSourceException refused) {
            return stepDown(refused, location);
        }
    }

    /**
     * The rung below the kernel program, if it may be taken. The reason stays that of the refusal: it says what would
     * bring the better rung.
     *
     * @param files of the own memory cgroup; null where they cannot be seen, or have turned out to be another's
     */
    public ChosenSource stepDown(KillSourceException refused, @Nullable CgroupLocation files) {
        if (files == null || !choice.allows(SourceChoice.CGROUP_FILES)) {
            return new ChosenSource(null, refused.reason(), refused.getMessage());
        }
        try {
            KillSourceException denied = nativeAccess();
            CgroupFilesSource source = CgroupFilesSource.open(files, denied == null);
            String because = refused.getMessage();
            if (denied != null && denied != refused) {
                because += "; and the kernel cannot wake the agent, because " + denied.getMessage();
            } else if (source.whyNotWoken() != null) {
                because += "; and the kernel cannot wake the agent, because " + source.whyNotWoken();
            }
            return new ChosenSource(source, refused.reason(), because);
        } catch (KillSourceException alsoRefused) {
            return new ChosenSource(null, refused.reason(), refused.getMessage() + "; and " + alsoRefused.getMessage());
        }
    }

    /** Why system calls cannot be made; null where they can. Tried once. */
    private @Nullable KillSourceException nativeAccess() {
        if (!nativeAccessTried) {
            nativeAccessTried = true;
            try {
                openNativeAccess();
            } catch (KillSourceException denied) {
                nativeAccessDenied = denied;
            }
        }
        return nativeAccessDenied;
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
            if (failure.isForShutdown()) {
                throw new JvmEndsException(failure);
            }
            throw new KillSourceException(DegradedReason.CONFIGURATION, failure.explanation());
        }
    }
}
