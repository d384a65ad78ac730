// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsersTest {
    private static final Users USERS = Users.parse("""
            root:x:0:0:root:/root:/bin/bash
            app:x:1000:1000::/home/app:/bin/sh
            +::::::
            broken
            """);

    @Test
    void aUserHasItsNameOrItsNumber() {
        assertThat(USERS.nameOf(0)).isEqualTo("root");
        assertThat(USERS.nameOf(1000)).isEqualTo("app");
        assertThat(USERS.nameOf(4711)).isEqualTo("4711");
        assertThat(USERS.nameOf(-1)).isEqualTo("unknown");
    }

    @Test
    void sudoTakesANumberBehindASign() {
        assertThat(USERS.sudoNameOf(1000)).isEqualTo("app");
        assertThat(USERS.sudoNameOf(4711)).isEqualTo("'#4711'");
    }
}
