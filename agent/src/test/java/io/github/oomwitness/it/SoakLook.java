// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;
import java.util.List;

/**
 * What a soaked JVM holds at a moment.
 *
 * @param rss resident bytes
 * @param classes loaded
 * @param samplerBytes allocated by the sampler's thread so far
 * @param nanos {@link System#nanoTime()}
 */
record SoakLook(long rss, int threads, int descriptors, int classes, long samplerBytes, long nanos) {
    /** The answer to the {@code number}th question of {@link SoakedApplication}. */
    static SoakLook at(WitnessedJvm jvm, int number) throws IOException {
        jvm.say("account");
        jvm.awaitOutput(() -> accounts(jvm).size() >= number);
        String[] account = accounts(jvm).get(number - 1).split(" ", -1);
        Footprint footprint = Footprint.of(jvm.pid());
        return new SoakLook(
                ResidentMemory.of(jvm.pid()),
                footprint.javaThreads().size(),
                footprint.descriptors().size(),
                Integer.parseInt(account[0]),
                Long.parseLong(account[1]),
                System.nanoTime());
    }

    private static List<String> accounts(WitnessedJvm jvm) {
        return jvm.output()
                .lines()
                .filter(line -> line.startsWith(SoakedApplication.ACCOUNT))
                .map(line -> line.substring(SoakedApplication.ACCOUNT.length()))
                .toList();
    }
}
