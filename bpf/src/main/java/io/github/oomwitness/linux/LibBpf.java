// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The machine's own libbpf, where it is installed: it does what kernels before 5.17 do not do themselves. Its functions are bound one by
 * one, because versions differ in those that nobody here needs; 0.3, 0.5 and 1.1 have these.
 */
public final class LibBpf {
    private static final List<String> NAMES = List.of("libbpf.so.1", "libbpf.so.0");

    /** Up to version 0.8 errors come back as pointers to the last page. */
    private static final long LARGEST_ERROR = 4095;

    private static final String TYPE_INFORMATION = "/sys/kernel/btf/vmlinux";

    /** struct bpf_object_open_opts up to its two first members, size and name, and up to btf_custom_path (since 0.5). */
    private static final int FIRST_OPTIONS_SIZE = 16;

    private static final int NAME_OFFSET = 8;
    private static final int TYPE_INFORMATION_OFFSET = 48;
    private static final int OPTIONS_SIZE = 56;

    private final Function open;
    private final Function load;
    private final Function close;
    private final Function findMap;
    private final Function mapDescriptor;
    private final Function setEntries;
    private final Function findProgram;
    private final Function programDescriptor;
    private final Function setAutoload;

    /** Throws an {@link UnsatisfiedLinkError} where one of them is missing. */
    private LibBpf(NativeLibrary library) {
        open = library.getFunction("bpf_object__open_mem");
        load = library.getFunction("bpf_object__load");
        close = library.getFunction("bpf_object__close");
        findMap = library.getFunction("bpf_object__find_map_by_name");
        mapDescriptor = library.getFunction("bpf_map__fd");
        setEntries = library.getFunction("bpf_map__set_max_entries");
        findProgram = library.getFunction("bpf_object__find_program_by_name");
        programDescriptor = library.getFunction("bpf_program__fd");
        setAutoload = library.getFunction("bpf_program__set_autoload");
        // It would print to the application's standard error.
        library.getFunction("libbpf_set_print").invokePointer(new Object[] {Pointer.NULL});
    }

    /** Null where this machine has none that will do. Native access is open by then. */
    public static @Nullable LibBpf find() {
        for (String name : NAMES) {
            try {
                return new LibBpf(NativeLibrary.getInstance(name));
            } catch (LinkageError missing) {
                // Perhaps the next one.
            }
        }
        return null;
    }

    /**
     * Reads an object file from memory.
     *
     * @param name of the object; ASCII, at most seven characters, or the names of its maps would be cut
     * @throws SystemCallException where it is none, or the kernel has no type information
     */
    public BpfObject open(String name, byte[] file) throws SystemCallException {
        Memory bytes = new Memory(file.length);
        bytes.write(0, file, 0, file.length);
        try {
            Pointer object;
            try {
                object = open(name, bytes, OPTIONS_SIZE);
            } catch (SystemCallException unknownOption) {
                object = open(name, bytes, FIRST_OPTIONS_SIZE);
            }
            return new BpfObject(name, object, bytes);
        } catch (SystemCallException failure) {
            bytes.close();
            throw failure;
        }
    }

    /**
     * With the option that names where the kernel's types are libbpf does not look at those of modules, which takes CAP_SYS_ADMIN. A
     * version that does not know it refuses.
     */
    private Pointer open(String name, Memory bytes, int optionsSize) throws SystemCallException {
        try (Memory options = new Memory(OPTIONS_SIZE);
                Memory nameText = text(name);
                Memory typeInformation = text(TYPE_INFORMATION)) {
            options.clear();
            options.setLong(0, optionsSize);
            options.setPointer(NAME_OFFSET, nameText);
            options.setPointer(TYPE_INFORMATION_OFFSET, typeInformation);
            Pointer object = open.invokePointer(new Object[] {bytes, bytes.size(), options});
            int error = errorOf(object);
            if (error != 0) {
                throw new SystemCallException("opening the kernel program with libbpf", error);
            }
            return object;
        }
    }

    private static Memory text(String text) {
        Memory memory = new Memory(text.length() + 1L);
        memory.setString(0, text, StandardCharsets.US_ASCII.name());
        return memory;
    }

    private static int errorOf(@Nullable Pointer object) {
        if (object == null) {
            return Math.max(1, Native.getLastError());
        }
        long address = Pointer.nativeValue(object);
        return address < 0 && address >= -LARGEST_ERROR ? (int) -address : 0;
    }

    /** An object file on its way into the kernel. */
    public final class BpfObject implements AutoCloseable {
        private final String name;
        private final Pointer object;

        /** The object may look at it as long as it is there. */
        private final Memory file;

        private BpfObject(String name, Pointer object, Memory file) {
            this.name = name;
            this.object = object;
            this.file = file;
        }

        public String name() {
            return name;
        }

        /** How many entries a map is to have; a ring, how many bytes. */
        public void setEntries(String map, int entries) throws SystemCallException {
            check("sizing " + map, setEntries.invokeInt(new Object[] {existing(findMap, map), entries}));
        }

        /** Leaves a program out of what is loaded, if it is there at all. */
        public void leaveOut(String program) throws SystemCallException {
            Pointer found = findProgram.invokePointer(new Object[] {object, program});
            if (found != null) {
                check("leaving out " + program, setAutoload.invokeInt(new Object[] {found, false}));
            }
        }

        /** Has the kernel load what is left. */
        public void load() throws SystemCallException {
            check("loading the kernel program with libbpf", load.invokeInt(new Object[] {object}));
        }

        /** A descriptor of its own for a map, once it is loaded. */
        public Descriptor map(String map) throws SystemCallException {
            return SystemCalls.duplicate(mapDescriptor.invokeInt(new Object[] {existing(findMap, map)}));
        }

        /** A descriptor of its own for a program, once it is loaded. */
        public Descriptor program(String program) throws SystemCallException {
            return SystemCalls.duplicate(programDescriptor.invokeInt(new Object[] {existing(findProgram, program)}));
        }

        @Override
        public void close() {
            close.invokeVoid(new Object[] {object});
            file.close();
        }

        private Pointer existing(Function find, String part) throws SystemCallException {
            Pointer found = find.invokePointer(new Object[] {object, part});
            if (found == null) {
                throw new SystemCallException("looking for " + part + " in the kernel program", Errno.ENOENT);
            }
            return found;
        }

        private static void check(String what, int result) throws SystemCallException {
            if (result < 0) {
                throw new SystemCallException(what, -result);
            }
        }
    }
}
