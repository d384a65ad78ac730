// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the verdict is kept for after the container's end.
 *
 * @param path null for nowhere
 * @param required whether the user named it: then it is an error if it cannot be written
 */
public record TerminationLog(@Nullable Path path, boolean required) {
    /** Where Kubernetes mounts it unless a pod says otherwise ({@code terminationMessagePath}). */
    private static final Path OF_KUBERNETES = Path.of("/dev/termination-log");

    static TerminationLog ofKubernetes() {
        return new TerminationLog(OF_KUBERNETES, false);
    }

    static TerminationLog off() {
        return new TerminationLog(null, false);
    }
}
