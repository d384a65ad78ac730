// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The structs that the compiled kernel program knows, as bpftool prints its BTF. */
final class BtfStructs {
    private static final Pattern STRUCT = Pattern.compile("^\\[\\d+] STRUCT '(\\w+)' size=(\\d+) .*");
    private static final Pattern MEMBER = Pattern.compile("^\\t'(\\w+)' type_id=\\d+ bits_offset=(\\d+).*");

    private final Map<String, Map<String, Integer>> offsets = new LinkedHashMap<>();
    private final Map<String, Integer> sizes = new LinkedHashMap<>();

    private BtfStructs() {}

    static BtfStructs ofCompiledProgram(String object) throws IOException, InterruptedException {
        Path copy = Files.createTempFile("kernel-program", ".o");
        try (InputStream stream = BtfStructs.class.getResourceAsStream("/io/github/oomwitness/bpf/" + object)) {
            if (stream == null) {
                throw new IOException("the build left no " + object);
            }
            Files.write(copy, stream.readAllBytes());
            return parse(dump(copy));
        } finally {
            Files.delete(copy);
        }
    }

    /** Offsets in bytes by the name of the field, in the order of the declaration. */
    Map<String, Integer> fieldsOf(String struct) {
        return offsets.getOrDefault(struct, Map.of());
    }

    int sizeOf(String struct) {
        return sizes.getOrDefault(struct, -1);
    }

    private static BtfStructs parse(String dump) {
        BtfStructs structs = new BtfStructs();
        Map<String, Integer> current = new LinkedHashMap<>();
        for (String line : dump.split("\n", -1)) {
            Matcher struct = STRUCT.matcher(line);
            Matcher member = MEMBER.matcher(line);
            if (struct.matches()) {
                current = new LinkedHashMap<>();
                structs.offsets.put(struct.group(1), current);
                structs.sizes.put(struct.group(1), Integer.parseInt(struct.group(2)));
            } else if (member.matches()) {
                current.put(member.group(1), Integer.parseInt(member.group(2)) / 8);
            } else {
                // Members of anything but a struct belong to nobody here.
                current = new LinkedHashMap<>();
            }
        }
        return structs;
    }

    private static String dump(Path object) throws IOException, InterruptedException {
        Process bpftool = new ProcessBuilder("bpftool", "btf", "dump", "file", object.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(bpftool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (bpftool.waitFor() != 0) {
            throw new IOException("bpftool cannot read the program's BTF: " + output);
        }
        return output;
    }
}
