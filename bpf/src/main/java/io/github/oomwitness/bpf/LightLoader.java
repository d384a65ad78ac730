// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.linux.Descriptor;
import io.github.oomwitness.linux.Errno;
import io.github.oomwitness.linux.NativeMemory;
import io.github.oomwitness.linux.SystemCallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Loads a rung's light skeleton with nothing but bpf(2): a map with the skeleton's data, a loader program, one run of
 * it. Mirrors {@code bpf_load_and_run} of libbpf's skel_internal.h.
 */
final class LightLoader {
    private static final String SHARED_MAP = "bss";

    /** Helpers of the program ask for a licence compatible with the GPL; the same holds for what loads it. */
    private static final String LICENSE = "Dual BSD/GPL";

    private LightLoader() {}

    /**
     * Loads a rung without attaching it.
     *
     * @throws SystemCallException where the kernel refuses all of its variants: what it said of the first
     * @throws IOException where this jar lacks the program
     */
    static KernelProgram load(Rung rung, int ringSize) throws SystemCallException, IOException {
        SystemCallException first = null;
        for (Rung.Variant variant : rung.variants()) {
            try {
                return load(rung, variant, ringSize);
            } catch (SystemCallException refusal) {
                first = first == null ? refusal : first;
                // It is the way of hooking in that is refused, or of loading, or everything: no variant will do.
                if (refusal.errno() == Errno.EPERM || refusal.errno() == Errno.E2BIG) {
                    break;
                }
            }
        }
        throw first == null ? new SystemCallException("loading rung " + rung.source(), Errno.ENOSYS) : first;
    }

    static KernelProgram load(Rung rung, Rung.Variant variant, int ringSize) throws SystemCallException, IOException {
        LightSkeleton skeleton = LightSkeleton.named(variant.skeleton());
        try (NativeMemory context = NativeMemory.allocate(skeleton.contextSize())) {
            ByteBuffer buffer = context.buffer();
            buffer.putInt(0, skeleton.contextSize());
            buffer.putInt(skeleton.mapEntriesOffset(KernelProgram.RING_MAP), ringSize);
            runLoader(skeleton, context);
            return programFrom(rung, variant, skeleton, ringSize, buffer);
        }
    }

    private static void runLoader(LightSkeleton skeleton, NativeMemory context) throws SystemCallException {
        try (NativeMemory data = NativeMemory.copyOf(skeleton.data());
                NativeMemory instructions = NativeMemory.copyOf(skeleton.instructions());
                Descriptor dataMap = BpfCommands.createSingleElementArray("__loader.map", skeleton.data().length)) {
            BpfCommands.setElementZero(dataMap, data);
            try (Descriptor loader =
                    BpfCommands.loadSystemCallProgram("__loader.prog", instructions, LICENSE, dataMap)) {
                int result = BpfCommands.runWithContext(loader, context);
                if (result < 0) {
                    throw new SystemCallException("loading the kernel program", -result);
                }
            }
        }
    }

    private static KernelProgram programFrom(
            Rung rung, Rung.Variant variant, LightSkeleton skeleton, int ringSize, ByteBuffer context) {
        Map<Integer, Descriptor> descriptors = new HashMap<>();
        for (int offset : skeleton.allDescriptorOffsets()) {
            descriptors.put(offset, new Descriptor(context.getInt(offset)));
        }
        Descriptor ring = take(descriptors, skeleton.mapDescriptorOffset(KernelProgram.RING_MAP));
        Descriptor shared = take(descriptors, skeleton.mapDescriptorOffset(SHARED_MAP));
        Descriptor locate = take(descriptors, skeleton.programDescriptorOffset(KernelProgram.LOCATE_PROGRAM));
        List<LoadedHook> hooks = takeAll(variant.hooks(), skeleton, descriptors);
        List<LoadedHook> stallHooks = takeAll(variant.stallHooks(), skeleton, descriptors);
        learnOnce(descriptors.get(skeleton.programDescriptorOffset(KernelProgram.LEARN_PROGRAM)));
        // Programs hold on to the maps they use: a descriptor that nobody reads from need not stay open.
        descriptors.values().forEach(Descriptor::close);
        return new KernelProgram(
                rung, KernelProgram.LIGHT, variant.least(), ring, ringSize, shared, locate, hooks, stallHooks);
    }

    /** Without what it finds out, accounts of memory are missing on newer kernels, and nothing else. */
    private static void learnOnce(@Nullable Descriptor learnProgram) {
        try {
            BpfCommands.runOnce(Objects.requireNonNull(learnProgram));
        } catch (SystemCallException refusal) {
            // Kills are told without.
        }
    }

    private static List<LoadedHook> takeAll(
            List<Hook> hooks, LightSkeleton skeleton, Map<Integer, Descriptor> descriptors) {
        Map<String, Descriptor> programs = new HashMap<>();
        List<LoadedHook> loaded = new ArrayList<>();
        for (Hook hook : hooks) {
            Descriptor program = programs.computeIfAbsent(
                    hook.program(), name -> take(descriptors, skeleton.programDescriptorOffset(name)));
            loaded.add(new LoadedHook(hook, program));
        }
        return loaded;
    }

    private static Descriptor take(Map<Integer, Descriptor> descriptors, int offset) {
        return Objects.requireNonNull(descriptors.remove(offset));
    }
}
