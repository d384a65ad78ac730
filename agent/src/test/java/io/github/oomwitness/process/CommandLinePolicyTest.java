// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments are written as words here; a word "~" stands for one that is code or secret, and must never be seen. */
class CommandLinePolicyTest {
    private static final String PRIVATE = "private";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /usr/bin/tail -f ~                                      | /usr/bin/tail
                    nginx: worker process ~                                 | nginx:
                    env KEY=~ java -jar app.jar                             | env
                    # java
                    java -jar app.jar ~                                     | java app.jar
                    /opt/jdk/bin/java -Xmx1g -Dpw=~ com.acme.Main ~         | /opt/jdk/bin/java com.acme.Main
                    java -cp ~:lib/* com.acme.Main                          | java com.acme.Main
                    java -classpath ~ --add-opens java.base/java.lang=ALL-UNNAMED Main | java Main
                    java -p ~ --add-modules ALL-SYSTEM -m mod/com.acme.Main ~ | java mod/com.acme.Main
                    java --module-path=~ --module=mod ~                     | java mod
                    java -javaagent:~ Single.java ~                         | java Single.java
                    java @~ com.acme.Main ~                                 | java com.acme.Main
                    java @args ~                                            | java
                    java @args -jar app.jar                                 | java app.jar
                    java -version                                           | java
                    java -jar                                               | java
                    # python
                    python3 -u worker.py ~                                  | python3 worker.py
                    /usr/bin/python3.11 -m http.server ~                    | /usr/bin/python3.11 http.server
                    python -c ~ ~                                           | python
                    python -Bc ~                                            | python
                    python -Bm module ~                                     | python module
                    python -W ignore -X dev -E app.py                       | python app.py
                    python -Wignore app.py                                  | python app.py
                    python --check-hash-based-pycs always app.py            | python app.py
                    python - ~                                              | python
                    # shells
                    sh -c ~ ~                                               | sh
                    /bin/bash -lc ~                                         | /bin/bash
                    bash -euo pipefail run.sh ~                             | bash run.sh
                    bash -o pipefail -c ~                                   | bash
                    bash --rcfile ~ -x run.sh                               | bash run.sh
                    sh -s ~                                                 | sh
                    -bash                                                   | -bash
                    dash -- run.sh ~                                        | dash run.sh
                    bash +x run.sh                                          | bash run.sh
                    # node
                    node --max-old-space-size=512 server.js ~               | node server.js
                    node -r dotenv/config --import ~ server.js              | node server.js
                    node -e ~                                               | node
                    node --eval ~                                           | node
                    node --eval=~                                           | node
                    node -pe ~                                              | node
                    # ruby and perl
                    ruby -Ilib -r ~ app.rb ~                                | ruby app.rb
                    ruby -ne ~                                              | ruby
                    ruby3.1 -W0 app.rb                                      | ruby3.1 app.rb
                    perl -lne ~                                             | perl
                    perl -Mstrict -w app.pl ~                               | perl app.pl
                    perl -0777pe ~                                          | perl
                    perl -I ~ app.pl                                        | perl app.pl
                    """)
    void aProgramIsTheExecutableAndWhatItsInterpreterRuns(String words, String shown) {
        assertThat(CommandLinePolicy.PROGRAM.apply(arguments(words))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    app --password=~ --port=80              | app --password=*** --port=80
                    app --password ~ --port 80              | app --password *** --port 80
                    app --db-passwd ~                       | app --db-passwd ***
                    app --api-key=~                         | app --api-key=***
                    app --token ~ -v                        | app --token *** -v
                    java -Dx.password=~ -Dx.user=me -jar a  | java -Dx.password=*** -Dx.user=me -jar a
                    java -Djavax.net.ssl.keyStorePassword=~ | java -Djavax.net.ssl.keyStorePassword=***
                    env AWS_SECRET_ACCESS_KEY=~ x           | env AWS_SECRET_ACCESS_KEY=*** x
                    app https://me:~@host/path              | app https://me:***@host/path
                    app https://~@host/path                 | app https://***@host/path
                    app jdbc:postgresql://h/d?password=~    | app jdbc:postgresql://h/d?password=***
                    java -javaagent:x.jar=token=~,a=b       | java -javaagent:x.jar=token=***
                    curl -u me:~ http://host                | curl -u me:*** http://host
                    curl -H X-Api-Key:~                     | curl -H X-Api-Key:***
                    mysql -p~ db                            | mysql -p*** db
                    sshpass -p ~ ssh host                   | sshpass -p *** ssh host
                    redis-cli -a ~ ping                     | redis-cli -a *** ping
                    openssl -passin pass:~                  | openssl -passin pass:***
                    app --port 80 -p 8080 --name=x          | app --port 80 -p 8080 --name=x
                    git clone git@host:repo.git             | git clone git@host:repo.git
                    """)
    void whatLooksLikeASecretIsMasked(String words, String shown) {
        assertThat(CommandLinePolicy.REDACT.apply(arguments(words))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "github_pat_11ABCDEFG0abcdefghijkl",
        "glpat-abcdefghij0123456789",
        "xoxb-123456789012-abcdefghijkl",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    })
    void aWellKnownTokenIsMaskedWhereverItIs(String token) {
        assertThat(CommandLinePolicy.REDACT.apply(List.of("app", "x" + token))).isEqualTo("app x***");
        assertThat(CommandLinePolicy.REDACT.apply(List.of(token))).isEqualTo("***");
    }

    @Test
    void aSecretInALargerArgumentIsMaskedToItsEnd() {
        assertThat(CommandLinePolicy.REDACT.apply(List.of("sh", "-c", "PGPASSWORD=x psql -U me; echo y")))
                .isEqualTo("sh -c PGPASSWORD=***");
        assertThat(CommandLinePolicy.REDACT.apply(List.of("curl", "-H", "Authorization: Bearer abc")))
                .isEqualTo("curl -H Authorization:***");
        assertThat(CommandLinePolicy.REDACT.apply(List.of("curl", "-d", "{\"user\": 1, \"password\" : \"x\"}")))
                .isEqualTo("curl -d '{\"user\": 1, \"password\" :***'");
    }

    @Test
    void everythingIsOnOneLineWithArgumentsThatCanBeToldApart() {
        assertThat(CommandLinePolicy.FULL.apply(List.of("sh", "-c", "echo a\necho 'b'", "")))
                .isEqualTo("sh -c 'echo a echo '\\''b'\\''' ''");
    }

    @Test
    void offIsNothingAndAProcessWithoutArgumentsHasNoneToTell() {
        assertThat(CommandLinePolicy.OFF.apply(List.of("java", "-jar", "a.jar")))
                .isNull();
        assertThat(List.of(CommandLinePolicy.values()))
                .allSatisfy(policy -> assertThat(policy.apply(List.of())).isNull());
    }

    @Test
    void aLongCommandLineIsCutAndSaysSo() {
        assertThat(CommandLinePolicy.FULL.apply(List.of("x".repeat(10_000))))
                .hasSize(4096)
                .endsWith("…");
    }

    @Test
    void argumentsAreWhatNulsSeparate() {
        assertThat(CommandLine.split("java\0-cp\0\0Main\0")).containsExactly("java", "-cp", "", "Main");
        assertThat(CommandLine.split("nginx: master process\0\0\0\0")).containsExactly("nginx: master process");
        assertThat(CommandLine.split("")).isEmpty();
        assertThat(CommandLine.split("\0\0")).isEmpty();
    }

    private static List<String> arguments(@Nullable String words) {
        String text = words == null ? "" : words.replace("~", PRIVATE);
        return text.startsWith("nginx:") ? List.of(text) : List.of(text.split(" ", -1));
    }
}
