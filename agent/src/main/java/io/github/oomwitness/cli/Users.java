// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Names of users, as far as /etc/passwd knows them. */
record Users(Map<Integer, String> names) {
    Users {
        names = Map.copyOf(names);
    }

    static Users ofThisMachine() {
        try {
            return parse(Files.readString(Path.of("/etc/passwd"), StandardCharsets.UTF_8));
        } catch (IOException missing) {
            return new Users(Map.of());
        }
    }

    /** Lines of name, password, uid and more, as in passwd(5). */
    static Users parse(String passwd) {
        Map<Integer, String> names = new HashMap<>();
        passwd.lines()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 2)
                .forEach(fields -> {
                    try {
                        names.putIfAbsent(Integer.parseUnsignedInt(fields[2]), fields[0]);
                    } catch (NumberFormatException noUser) {
                        // Such as the line of plus signs by which NIS is let in.
                    }
                });
        return new Users(names);
    }

    /** The name, or the number of a user without one. */
    String nameOf(int user) {
        return user == -1 ? "unknown" : names.getOrDefault(user, Integer.toUnsignedString(user));
    }

    /** As {@code sudo -u} takes it. */
    String sudoNameOf(int user) {
        String name = names.get(user);
        return name == null ? "'#" + Integer.toUnsignedString(user) + "'" : name;
    }
}
