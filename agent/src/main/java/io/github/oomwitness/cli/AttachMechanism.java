// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import io.github.oomwitness.jvm.UnpackDirectory;
import net.bytebuddy.agent.ByteBuddyAgent.AttachmentProvider;
import net.bytebuddy.agent.ByteBuddyAgent.AttachmentProvider.Accessor;

/**
 * How to reach another JVM: through the module jdk.attach where this java has it, else through Byte Buddy's own rendering of
 * the same protocol.
 *
 * @param machine {@code com.sun.tools.attach.VirtualMachine}, or Byte Buddy's class with the same methods
 * @param emulated whether it is the latter. That one takes a failed load for a success, and knows no namespaces
 */
record AttachMechanism(Class<?> machine, boolean emulated) {
    static AttachMechanism find() throws Refusal {
        Accessor module = AttachmentProvider.ForModularizedVm.INSTANCE.attempt();
        if (module.isAvailable()) {
            return new AttachMechanism(module.getVirtualMachineType(), false);
        }
        // JNA, which the emulation loads, logs.
        if (ModuleLayer.boot().findModule("java.logging").isPresent()) {
            // JNA's default is a directory that may be mounted noexec.
            System.setProperty("jna.tmpdir", UnpackDirectory.choose().toString());
            System.setProperty("jna.nosys", "true");
            Accessor emulation = AttachmentProvider.ForEmulatedAttachment.INSTANCE.attempt();
            if (emulation.isAvailable()) {
                return new AttachMechanism(emulation.getVirtualMachineType(), true);
            }
        }
        throw new Refusal(
                "no JVM can be reached",
                "this java has neither the module jdk.attach nor java.logging, which the stand-in for it needs",
                "run the command with the java of a JDK");
    }
}
