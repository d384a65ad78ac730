// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.linux.Descriptor;
import io.github.oomwitness.linux.SystemCallException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The kernel program, loaded: the descriptors at which the loading half hands over to the reading half. Once all of
 * them are closed the kernel forgets the program.
 */
public final class KernelProgram implements AutoCloseable {
    /** In what way it was loaded: relocated by the kernel itself. */
    public static final String LIGHT = "light";

    /** In what way it was loaded: relocated by the machine's libbpf. */
    static final String LIBBPF = "libbpf";

    /** What the sources call its ring, and those of its programs that are run and not attached. */
    static final String RING_MAP = "kills";

    static final String LOCATE_PROGRAM = "locate";
    static final String LEARN_PROGRAM = "learn";

    private final Rung rung;
    private final String loader;
    private final boolean least;
    private final Descriptor ring;
    private final int ringSize;
    private final Descriptor sharedMap;
    private final Descriptor locateProgram;
    private final List<LoadedHook> hooks;
    private final List<LoadedHook> stallHooks;
    private final List<Descriptor> attachments = new ArrayList<>();

    KernelProgram(
            Rung rung,
            String loader,
            boolean least,
            Descriptor ring,
            int ringSize,
            Descriptor sharedMap,
            Descriptor locateProgram,
            List<LoadedHook> hooks,
            List<LoadedHook> stallHooks) {
        this.rung = rung;
        this.loader = loader;
        this.least = least;
        this.ring = ring;
        this.ringSize = ringSize;
        this.sharedMap = sharedMap;
        this.locateProgram = locateProgram;
        this.hooks = List.copyOf(hooks);
        this.stallHooks = List.copyOf(stallHooks);
    }

    public Rung rung() {
        return rung;
    }

    /** {@link #LIGHT}, or libbpf. */
    public String loader() {
        return loader;
    }

    /**
     * Whether the kernel took only what kills cannot be told without: no command lines, no descent, no kills by signals, no
     * stalls.
     */
    public boolean isLeast() {
        return least;
    }

    public Descriptor ring() {
        return ring;
    }

    /** Bytes of data in the ring. The kernel charges them to the container that loads the program. */
    public int ringSize() {
        return ringSize;
    }

    public Descriptor sharedMap() {
        return sharedMap;
    }

    public Descriptor locateProgram() {
        return locateProgram;
    }

    /**
     * Begins to witness. The settings in the shared area are written by then.
     *
     * @return how many of the optional parts could not be attached
     */
    public int attach() throws SystemCallException {
        int refused = 0;
        for (LoadedHook hook : hooks) {
            try {
                attachments.add(hook.hook().attach(hook.program()));
            } catch (SystemCallException refusal) {
                if (!hook.hook().optional()) {
                    throw refusal;
                }
                refused++;
            }
        }
        return refused;
    }

    /**
     * Begins to look for threads that are held up in direct reclaim; which of them are told is a setting in the shared area.
     *
     * @return false where this kernel does not have it: a part of it would tell less than there is
     */
    public boolean watchStalls() {
        List<Descriptor> attached = new ArrayList<>();
        try {
            for (LoadedHook hook : stallHooks) {
                attached.add(hook.hook().attach(hook.program()));
            }
        } catch (SystemCallException refusal) {
            attached.forEach(Descriptor::close);
            return false;
        }
        attachments.addAll(attached);
        return !attached.isEmpty();
    }

    /** In the order in which they were attached. See {@link RunStatistics}. */
    List<ProgramCost> costs() throws SystemCallException {
        List<ProgramCost> costs = new ArrayList<>();
        for (LoadedHook hook : hooks) {
            costs.add(BpfCommands.costOf(hook.hook().program(), hook.program()));
        }
        Set<Descriptor> told = new HashSet<>();
        for (LoadedHook hook : stallHooks) {
            if (told.add(hook.program())) {
                costs.add(BpfCommands.costOf(hook.hook().program(), hook.program()));
            }
        }
        return costs;
    }

    /** Ends to witness; what is in the ring stays there. */
    public void detach() {
        attachments.forEach(Descriptor::close);
    }

    @Override
    public void close() {
        detach();
        hooks.forEach(hook -> hook.program().close());
        stallHooks.forEach(hook -> hook.program().close());
        locateProgram.close();
        sharedMap.close();
        ring.close();
    }
}
