// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes of this pid namespace, as far as this user may see them. */
final class Pids {
    private Pids() {}

    static Stream<Integer> visible() {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            List<Integer> pids = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9'))
                    .map(Integer::parseInt)
                    .toList();
            return pids.stream();
        } catch (IOException notMounted) {
            return Stream.empty();
        }
    }
}
