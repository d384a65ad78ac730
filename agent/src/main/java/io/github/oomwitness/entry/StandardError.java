// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.entry;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;

/**
 * One line to standard error. Written to the descriptor itself: System.err may be the application's own stream, with
 * its locks and its code.
 */
final class StandardError {
    private StandardError() {}

    @SuppressWarnings("resource") // closing it would close the application's standard error
    static void line(String text) {
        try {
            byte[] line = ("[oomwitness] " + text + System.lineSeparator()).getBytes(Charset.defaultCharset());
            new FileOutputStream(FileDescriptor.err).write(line);
        } catch (IOException closed) {
            // Standard error is closed: there is nobody left to tell.
        }
    }
}
