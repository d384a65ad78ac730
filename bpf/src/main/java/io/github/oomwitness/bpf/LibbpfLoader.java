// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.linux.Descriptor;
import io.github.oomwitness.linux.Errno;
import io.github.oomwitness.linux.LibBpf;
import io.github.oomwitness.linux.SystemCallException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Loads a rung's object file through the machine's libbpf, for kernels that cannot relocate a program themselves. The object is
 * compiled with the instructions that these know.
 */
final class LibbpfLoader {
    /** How libbpf calls the map of the program's variables, behind the object's name. */
    private static final String SHARED_MAP = ".bss";

    private LibbpfLoader() {}

    /**
     * Loads a rung without attaching it.
     *
     * @throws SystemCallException where libbpf or the kernel refuses all of its variants: what was said of the first
     * @throws IOException where this jar lacks the program
     */
    static KernelProgram load(LibBpf libbpf, Rung rung, int ringSize) throws SystemCallException, IOException {
        byte[] file = read(rung.libbpfObject());
        SystemCallException first = null;
        for (Rung.Variant variant : rung.libbpfVariants()) {
            try {
                return load(libbpf, file, rung, variant, ringSize);
            } catch (SystemCallException refusal) {
                first = first == null ? refusal : first;
                if (refusal.errno() == Errno.EPERM) {
                    break;
                }
            }
        }
        throw first == null ? new SystemCallException("loading rung " + rung.source(), Errno.ENOSYS) : first;
    }

    private static KernelProgram load(LibBpf libbpf, byte[] file, Rung rung, Rung.Variant variant, int ringSize)
            throws SystemCallException {
        try (LibBpf.BpfObject object = libbpf.open(rung.source(), file)) {
            object.setEntries(KernelProgram.RING_MAP, ringSize);
            for (String program : programsBeside(variant, rung)) {
                object.leaveOut(program);
            }
            object.load();
            return programFrom(object, rung, variant, ringSize);
        }
    }

    private static KernelProgram programFrom(LibBpf.BpfObject object, Rung rung, Rung.Variant variant, int ringSize)
            throws SystemCallException {
        List<Descriptor> taken = new ArrayList<>();
        try {
            Descriptor ring = keep(object.map(KernelProgram.RING_MAP), taken);
            Descriptor shared = keep(object.map(object.name() + SHARED_MAP), taken);
            Descriptor locate = keep(object.program(KernelProgram.LOCATE_PROGRAM), taken);
            List<LoadedHook> hooks = takeAll(object, variant.hooks(), taken);
            List<LoadedHook> stallHooks = takeAll(object, variant.stallHooks(), taken);
            return new KernelProgram(
                    rung, KernelProgram.LIBBPF, variant.least(), ring, ringSize, shared, locate, hooks, stallHooks);
        } catch (SystemCallException failure) {
            taken.forEach(Descriptor::close);
            throw failure;
        }
    }

    private static List<LoadedHook> takeAll(LibBpf.BpfObject object, List<Hook> hooks, List<Descriptor> taken)
            throws SystemCallException {
        Map<String, Descriptor> programs = new HashMap<>();
        List<LoadedHook> loaded = new ArrayList<>();
        for (Hook hook : hooks) {
            Descriptor program = programs.get(hook.program());
            if (program == null) {
                program = keep(object.program(hook.program()), taken);
                programs.put(hook.program(), program);
            }
            loaded.add(new LoadedHook(hook, program));
        }
        return loaded;
    }

    private static Descriptor keep(Descriptor descriptor, List<Descriptor> taken) {
        taken.add(descriptor);
        return descriptor;
    }

    /** Among them the one that learns: what it finds out is of use on newer kernels only, and older ones do not know its type. */
    private static Set<String> programsBeside(Rung.Variant variant, Rung rung) {
        Set<String> programs = new HashSet<>(rung.variants().get(0).programs());
        programs.removeAll(variant.programs());
        programs.add(KernelProgram.LEARN_PROGRAM);
        return programs;
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream stream = LibbpfLoader.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new FileNotFoundException("the jar lacks " + resource);
            }
            return stream.readAllBytes();
        }
    }
}
