// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rounds as files, so that another detector can be scored over the very same readings. */
final class Recordings {
    private Recordings() {}

    static void save(@Nullable Path directory, Played played) {
        if (directory == null) {
            return;
        }
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve(played.scenario().name() + "-" + played.round() + ".readings");
            try (DataOutputStream stream =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
                stream.writeUTF(played.scenario().name());
                stream.writeInt(played.round());
                writeDraw(stream, played.draw());
                stream.writeLong(played.began());
                stream.writeLong(played.killed());
                stream.writeUTF(played.spoiled() == null ? "" : played.spoiled());
                stream.writeInt(played.readings().size());
                for (RecordedReading reading : played.readings()) {
                    reading.write(stream);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Those of the scenarios asked for. */
    static List<Played> in(Path directory, List<Scenario> scenarios) throws IOException {
        List<Played> played = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                try (DataInputStream stream =
                        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                    String name = stream.readUTF();
                    for (Scenario scenario : scenarios) {
                        if (scenario.name().equals(name)) {
                            played.add(read(stream, scenario));
                        }
                    }
                }
            }
        }
        return played;
    }

    private static Played read(DataInputStream stream, Scenario scenario) throws IOException {
        int round = stream.readInt();
        Draw draw = readDraw(stream);
        long began = stream.readLong();
        long killed = stream.readLong();
        String spoiled = stream.readUTF();
        int count = stream.readInt();
        List<RecordedReading> readings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            readings.add(RecordedReading.read(stream));
        }
        return new Played(scenario, round, draw, readings, began, killed, spoiled.isEmpty() ? null : spoiled);
    }

    private static void writeDraw(DataOutputStream stream, Draw draw) throws IOException {
        stream.writeLong(draw.limit());
        stream.writeDouble(draw.full());
        stream.writeDouble(draw.rate());
        stream.writeUTF(draw.collector());
        stream.writeUTF(draw.jdk().home().toString());
        stream.writeInt(draw.jdk().feature());
        stream.writeLong(draw.heapMax());
        stream.writeLong(draw.heapMin());
        stream.writeLong(draw.limitBecomes());
        stream.writeLong(draw.restMillis());
        stream.writeLong(draw.lastsMillis());
    }

    private static Draw readDraw(DataInputStream stream) throws IOException {
        return new Draw(
                stream.readLong(),
                stream.readDouble(),
                stream.readDouble(),
                stream.readUTF(),
                new Jdk(Path.of(stream.readUTF()), stream.readInt()),
                stream.readLong(),
                stream.readLong(),
                stream.readLong(),
                stream.readLong(),
                stream.readLong());
    }
}
