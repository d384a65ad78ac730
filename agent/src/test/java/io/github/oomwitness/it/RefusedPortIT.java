// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the meters' address cannot be had there are none, and all else is. */
class RefusedPortIT {
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aTakenPortIsNamed(Jdk jdk) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WitnessedJvm jvm = BadDay.quiet(jdk)
                        .agentOptions("prometheus=" + other.getLocalPort())
                        .start()) {
            BadDay.assertRunsOnWith(
                    jvm,
                    "no meters: 127.0.0.1:" + other.getLocalPort() + " cannot be listened on",
                    "name another with prometheus=[host:]port");
        }
    }

    @Test
    void aHostThatDoesNotExistIsNamed() throws Exception {
        try (WitnessedJvm jvm = BadDay.quiet(Jdk.newest())
                .agentOptions("prometheus=no-such-host.invalid:0")
                .start()) {
            BadDay.assertRunsOnWith(jvm, "no meters: no-such-host.invalid:0 cannot be listened on");
        }
    }
}
