// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.nio.file.Path;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that has the agent's libraries in versions of its own keeps them, and the agent keeps its own. */
class IsolationIT {
    private static final long MIB = 1L << 20;
    private static final Path OTHER_JNA = TestFiles.otherLibrary("jna.jar");
    private static final Path OTHER_MICROMETER = TestFiles.otherLibrary("micrometer-core.jar");

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void theApplicationKeepsItsJnaItsMicrometerAndItsProperties(Jdk jdk) throws Exception {
        assertThat(OTHER_JNA).exists();
        assertThat(OTHER_MICROMETER).exists();
        try (MemoryCgroup cgroup = MemoryCgroup.create("isolation").limitTo(320 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(jdk)
                        .in(cgroup)
                        .recording()
                        .agentOptions("prometheus=0")
                        .classPath(OTHER_JNA.toString())
                        .classPath(OTHER_MICROMETER.toString())
                        .flags("-Djna.nosys=false", "-Djna.library.path=/opt/application", "-Djna.encoding=UTF-8")
                        .mainClass(OtherLibrariesApplication.class.getName())
                        .start()
                        .awaitWitness()) {
            Hog victim = Victim.killedIn(cgroup, "witnessed");
            jvm.awaitRecorded(1, "oomwitness.OomKill");

            jvm.say("return");
            assertThat(jvm.awaitExit()).isZero();

            assertThat(jvm.output().lines())
                    .contains(
                            "properties: {jna.encoding=UTF-8, jna.library.path=/opt/application, jna.nosys=false}",
                            "JNA version: 5.13.0",
                            "JNA from: jna.jar",
                            "getpid: " + jvm.pid(),
                            "Micrometer from: micrometer-core.jar",
                            "requests: 1.0");
            RecordedEvent kill = jvm.events("oomwitness.OomKill").get(0);
            assertThat(kill.getLong("victimPid")).isEqualTo(victim.pid());
        }
    }
}
