// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.AttachOperationFailedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;

/** Reaches into a running JVM from outside, as an operator's tools do. */
final class Attachment {
    private static final int TRIES = 5;

    private Attachment() {}

    /** Loads the built jar with these options; returns when the agent's entry has returned. */
    static void load(WitnessedJvm jvm, String options)
            throws IOException, AttachNotSupportedException, AgentLoadException, AgentInitializationException {
        load(jvm, TestFiles.agentJar(), options);
    }

    /** The same with another jar. */
    static void load(WitnessedJvm jvm, Path jar, String options)
            throws IOException, AttachNotSupportedException, AgentLoadException, AgentInitializationException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
        try {
            machine.loadAgent(jar.toString(), options);
        } finally {
            machine.detach();
        }
    }

    /** Asked again where a property went away while the JVM collected them, which it answers with an exception. */
    static Properties systemProperties(WitnessedJvm jvm) throws IOException, AttachNotSupportedException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
        try {
            for (int tries = 1; ; tries++) {
                try {
                    return machine.getSystemProperties();
                } catch (AttachOperationFailedException race) {
                    if (tries == TRIES) {
                        throw race;
                    }
                }
            }
        } finally {
            machine.detach();
        }
    }
}
