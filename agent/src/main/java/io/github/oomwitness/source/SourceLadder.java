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
import io.github.oomwitness.options.WitnessScope;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Tries the rungs from the top and takes the first that holds; or the one that was asked for, and no other. */
public final class SourceLadder {
    private final SourceChoice choice;
    private final WitnessScope scope;
    private final @Nullable CgroupLocation location;
    private boolean nativeAccessTried;
    private @Nullable KillSourceException nativeAccessDenied;
    private final Deque<Rung> untried = new ArrayDeque<>();
    private Refusals refusals = new Refusals();
    private @Nullable Rung current;

    /**
     * A ladder to climb.
     *
     * @param scope whose kills are wanted; the cgroup's files tell only of the own cgroup's
     * @param location of the own memory cgroup's files; null where they cannot be seen
     */
    public SourceLadder(SourceChoice choice, WitnessScope scope, @Nullable CgroupLocation location) {
        this.choice = choice;
        this.scope = scope;
        this.location = location;
    }

    /**
     * The highest rung that can be had, or none.
     *
     * @throws JvmEndsException where the JVM shuts down meanwhile
     */
    public ChosenSource climb() {
        untried.clear();
        refusals = new Refusals();
        for (Rung rung : Rung.values()) {
            if (choice == SourceChoice.AUTO || choice.text().equals(rung.source())) {
                untried.add(rung);
            }
        }
        if (choice != SourceChoice.AUTO && !untried.contains(Rung.FENTRY)) {
            refusals.add(new KillSourceException(
                    DegradedReason.CONFIGURATION, "source=" + choice.text() + " was asked for"));
        }
        KillSourceException denied = untried.isEmpty() ? null : nativeAccess();
        if (denied != null) {
            untried.clear();
            refusals.add(denied);
        }
        return takeNext(location);
    }

    /**
     * The next rung below the one that was taken, which refused at its last step.
     *
     * @param files of the own memory cgroup; null where they cannot be seen, or have turned out to be another's
     */
    public ChosenSource stepDown(KillSourceException refused, @Nullable CgroupLocation files) {
        Rung refusing = current;
        if (refusing != null) {
            note(refusing, refused);
        }
        return takeNext(files);
    }

    /**
     * The files in the place of a kernel program that has failed at work: the others are read in the same way. May be asked
     * again where they could not be had.
     *
     * @param files as in {@link #stepDown}
     */
    public ChosenSource filesInstead(KillSourceException failed, @Nullable CgroupLocation files) {
        untried.clear();
        current = null;
        refusals.add(failed);
        return takeFiles(files);
    }

    private ChosenSource takeNext(@Nullable CgroupLocation files) {
        while (!untried.isEmpty()) {
            Rung rung = untried.remove();
            current = rung;
            try {
                return chosen(KernelProgramSource.open(rung, scope));
            } catch (KillSourceException refused) {
                note(rung, refused);
            }
        }
        current = null;
        return takeFiles(files);
    }

    /** Who lacks a capability lacks it on every rung. */
    private void note(Rung rung, KillSourceException refused) {
        if (refused.reason() == DegradedReason.CAPABILITY) {
            untried.clear();
            refusals.add(refused);
        } else {
            refusals.add(rung.source(), refused);
        }
    }

    private ChosenSource takeFiles(@Nullable CgroupLocation files) {
        if (files == null || !choice.allows(SourceChoice.CGROUP_FILES)) {
            return chosen(null);
        }
        String because = refusals.text();
        try {
            KillSourceException denied = nativeAccess();
            CgroupFilesSource source = CgroupFilesSource.open(files, denied == null);
            if (denied != null && !denied.explanation().equals(because)) {
                because += "; and the kernel cannot wake the agent, because " + denied.getMessage();
            } else if (source.whyNotWoken() != null) {
                because += "; and the kernel cannot wake the agent, because " + source.whyNotWoken();
            }
            if (scope != WitnessScope.CGROUP) {
                because += "; and scope=" + scope.text()
                        + " takes the kernel program: the files tell only of this JVM's own memory cgroup";
            }
            return new ChosenSource(source, refusals.reason(), because);
        } catch (KillSourceException refused) {
            return new ChosenSource(null, refusals.reason(), because + "; and " + refused.getMessage());
        }
    }

    private ChosenSource chosen(@Nullable KillSource source) {
        return new ChosenSource(source, refusals.reason(), refusals.text());
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
