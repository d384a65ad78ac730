// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The JVM that is witnessed: records its readings on standard output, and does to its own memory what standard input tells
 * it to, as {@code KIND AMOUNT}, for example {@code direct 20000000}.
 */
final class Service {
    /** The stage is set, and what was seen of that is no part of the play. */
    static final String BEGIN = "begin";

    private Service() {}

    /** Ends with its standard input. */
    public static void main(String[] arguments) throws IOException {
        DataOutputStream output = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 10));
        Recorder recorder = new Recorder(output);
        recorder.start();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals(BEGIN)) {
                recorder.forget();
                continue;
            }
            String[] words = command.split(" ", 2);
            Thread worker = new Thread(OwnGrowth.of(words[0], Long.parseLong(words[1])), words[0]);
            worker.setDaemon(true);
            worker.start();
        }
    }
}
