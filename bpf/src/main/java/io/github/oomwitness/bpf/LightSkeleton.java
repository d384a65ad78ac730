// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The kernel program as {@code bpftool gen skeleton -L} lays it out: instructions of a small loader program that the
 * kernel runs, the data it works on, and where in the loader's context which map and program comes to stand.
 *
 * <p>Needs kernel 5.17, where the kernel itself does the CO-RE relocations; in exchange no libbpf is needed.
 */
final class LightSkeleton {
    private final byte[] data;
    private final byte[] instructions;
    private final Properties places;

    private LightSkeleton(byte[] data, byte[] instructions, Properties places) {
        this.data = data;
        this.instructions = instructions;
        this.places = places;
    }

    /**
     * Reads a skeleton out of this jar.
     *
     * @throws IOException where the build did not put one of this name beside this class
     */
    static LightSkeleton named(String name) throws IOException {
        Properties places = new Properties();
        try (InputStream stream = open(name + ".properties")) {
            places.load(stream);
        }
        return new LightSkeleton(read(name + ".data"), read(name + ".insns"), places);
    }

    byte[] data() {
        return data;
    }

    byte[] instructions() {
        return instructions;
    }

    /** Bytes of the context that the loader program gets and fills. */
    int contextSize() {
        return place("context.size");
    }

    /** Where in the context the descriptor of a map is found after loading. */
    int mapDescriptorOffset(String map) {
        return place("map." + map);
    }

    /** Where in the context a map's number of entries may be set before loading. */
    int mapEntriesOffset(String map) {
        return place("map." + map + ".max_entries");
    }

    /** Where in the context the descriptor of a program is found after loading. */
    int programDescriptorOffset(String program) {
        return place("program." + program);
    }

    /** Where in the context any descriptor is found after loading, those of maps and programs that nobody asks for included. */
    List<Integer> allDescriptorOffsets() {
        List<Integer> offsets = new ArrayList<>();
        for (String key : places.stringPropertyNames()) {
            boolean isMap = key.startsWith("map.") && key.indexOf('.', "map.".length()) < 0;
            if (isMap || key.startsWith("program.")) {
                offsets.add(place(key));
            }
        }
        return offsets;
    }

    private int place(String key) {
        String value = places.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("the light skeleton has no " + key);
        }
        return Integer.parseInt(value.trim());
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream stream = open(resource)) {
            return stream.readAllBytes();
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream stream = LightSkeleton.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new FileNotFoundException("the jar lacks " + resource);
        }
        return stream;
    }
}
