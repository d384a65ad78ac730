// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {
    @ParameterizedTest
    @CsvSource({
        "jdk.jcmd, jdk.jcmd/sun.tools.jcmd.JCmd 1 help, true",
        "jdk.compiler, jdk.compiler/com.sun.tools.javac.Main Hello.java, true",
        "java.base, java.base/sun.security.tools.keytool.Main, true",
        ", sun.tools.jps.Jps, true",
        "com.example.app, com.example.app/com.example.Main, false",
        ", org.codehaus.plexus.classworlds.launcher.Launcher verify, false",
        ", , false"
    })
    void toolsOfTheJdkAreLeftAlone(String mainModule, String command, boolean tool) {
        assertThat(Surroundings.isJdkTool(mainModule, command)).isEqualTo(tool);
    }

    @ParameterizedTest
    @CsvSource({"1.8, 8", "9, 9", "11, 11", "17, 17", "25, 25", "26.1, 26"})
    void theVersionIsReadInBothOfItsSpellings(String specification, int version) {
        assertThat(Surroundings.featureVersion(specification)).isEqualTo(version);
    }
}
