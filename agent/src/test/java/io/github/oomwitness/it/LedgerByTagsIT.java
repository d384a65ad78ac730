// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ledger's rows against what the JVM prints when it is asked from outside for what is resident by Native Memory Tracking's tags. */
class LedgerByTagsIT {
    private static final long MEBIBYTE = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double PERCENT = 10;

    /** The tags that belong to a row; those of the stacks have the thread's name behind them. */
    private static final Map<String, Set<String>> TAGS = Map.of(
            "heap", Set.of("JAVAHEAP"),
            "metaspace", Set.of("META", "CLASS"),
            "gc", Set.of("GC", "CARDTBL", "CODE,GC", "GC,CODE"),
            "code_cache", Set.of("CODE"),
            "thread_stacks", Set.of("STACK"));

    /** JDK 24 was the first with System.map. */
    static Stream<Arguments> jvms() {
        return Jdk.all()
                .filter(jdk -> jdk.version() >= 24)
                .flatMap(jdk ->
                        Stream.of("G1", "Serial", "Parallel", "Z").map(collector -> Arguments.of(jdk, collector)));
    }

    @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
    @MethodSource("jvms")
    void eachRowIsWhatTheJvmHasResidentUnderItsTags(Jdk jdk, String collector) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("tagged").limitTo(1000 * MEBIBYTE);
                Spender jvm = Spender.start(
                        jdk,
                        cgroup,
                        collector,
                        "-Xms128m",
                        "-Xmx128m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:NativeMemoryTracking=summary")) {
            jvm.spend("heap 32");
            jvm.spend("threads 32");
            jvm.spend("metaspace 32");

            await().atMost(PATIENCE).untilAsserted(() -> {
                Map<String, Long> resident = resident(jdk, jvm.pid());
                Map<String, Double> ledger = jvm.ledger();
                assertThat(resident).containsOnlyKeys(TAGS.keySet());
                resident.forEach((row, bytes) -> assertThat(Spender.of(row, ledger))
                        .as(row)
                        .isCloseTo((double) bytes, withinPercentage(PERCENT)));
            });
        }
    }

    /** By row, in bytes: the fourth column of each line of {@code System.map}, by the tags in the eighth. */
    private static Map<String, Long> resident(Jdk jdk, long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(jdk.tool("jcmd").toString(), Long.toString(pid), "System.map")
                .redirectErrorStream(true)
                .start();
        String map = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).as(map).isZero();
        Map<String, Long> resident = new TreeMap<>();
        map.lines()
                .filter(line -> line.startsWith("0x"))
                .map(line -> line.split(" +", -1))
                .forEach(columns -> {
                    String tag = columns[7].startsWith("STACK") ? "STACK" : columns[7];
                    TAGS.forEach((row, tags) -> {
                        if (tags.contains(tag)) {
                            resident.merge(row, Long.parseLong(columns[3]), Long::sum);
                        }
                    });
                });
        return resident;
    }
}
