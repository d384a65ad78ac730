// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.cgroup.file.FileText;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever a process calls itself and is called with, and whatever its files say. */
class CommandLinesNeverThrowTest {
    private static final String PRIVATE = "hunter2";

    @Property
    void anyCommandLineCanBeTold(@ForAll("commandLines") String text, @ForAll CommandLinePolicy policy) {
        String shown = policy.apply(CommandLine.split(text));

        if (shown != null) {
            assertThat(shown).hasSizeLessThanOrEqualTo(4096).doesNotContain("\n", "\0");
        }
    }

    @Property
    void codeIsNeverShownAsAProgram(
            @ForAll("interpreters") String interpreter,
            @ForAll("flags") List<String> flags,
            @ForAll("codeFlags") String code) {
        List<String> arguments = new ArrayList<>(List.of(interpreter));
        arguments.addAll(flags);
        arguments.add(code);
        arguments.add("code " + PRIVATE);
        arguments.add(PRIVATE);

        assertThat(CommandLinePolicy.PROGRAM.apply(arguments)).doesNotContain(PRIVATE);
    }

    @Property
    void aSecretOptionsValueIsNeverShownRedacted(
            @ForAll("commandLines") String before, @ForAll("secretOptions") String option) {
        List<String> arguments = new ArrayList<>(List.of("app"));
        arguments.addAll(CommandLine.split(before));
        arguments.add("-v");
        arguments.add(option + "=" + PRIVATE + " and more " + PRIVATE);
        arguments.add(option);
        arguments.add(PRIVATE);

        assertThat(CommandLinePolicy.REDACT.apply(arguments)).doesNotContain(PRIVATE);
    }

    @Property
    void anyTextOfProcIsRead(@ForAll("procTexts") String text) {
        ProcStat stat = new ProcStat();
        stat.parse(FileText.of(text));
        assertThat(List.of(stat.startTicks, stat.minorFaults, stat.majorFaults)).allMatch(value -> value >= -1);

        ProcStatus status = new ProcStatus();
        status.parse(FileText.of(text));
        assertThat(List.of(status.anonRss, status.fileRss, status.shmemRss, status.swap, status.totalVm))
                .allMatch(value -> value >= -1);
        assertThat(List.of(status.parentPid, status.uid, status.threads)).allMatch(value -> value >= -1);

        assertThat(LoadAverage.parse(FileText.of(text))).isNotNull();
    }

    @Provide
    Arbitrary<String> interpreters() {
        return Arbitraries.of("sh", "/bin/bash", "python3", "-zsh", "dash");
    }

    @Provide
    Arbitrary<List<String>> flags() {
        return Arbitraries.of("-x", "-E", "-u", "-v").list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> codeFlags() {
        return Arbitraries.of("-c", "-xc", "-uEc");
    }

    @Provide
    Arbitrary<String> secretOptions() {
        return Arbitraries.of("--password", "--db.password", "-token", "--API_KEY", "--clientSecret", "-Dx.passphrase");
    }

    @Provide
    Arbitrary<String> commandLines() {
        return fromPieces(
                "java",
                "python3",
                "sh",
                "node",
                "perl",
                "ruby",
                "-",
                "--",
                "-c",
                "-jar",
                "-m",
                "@file",
                "=",
                ":",
                "://",
                "@",
                "password",
                "\0",
                "\0",
                "\0",
                " ",
                "\n",
                "'",
                "/",
                ".",
                "x",
                "AKIA",
                "eyJ",
                "-----BEGIN");
    }

    @Provide
    Arbitrary<String> procTexts() {
        return fromPieces(
                "1 (",
                ") ",
                "S ",
                "1 ",
                "-1 ",
                "99999999999999999999 ",
                "0.5 ",
                "/",
                "Name:\t",
                "\\n",
                "\\\\",
                "PPid:",
                "Uid:",
                "NSpid:",
                "VmSize:",
                "RssAnon:",
                "VmSwap:",
                "Threads:",
                " kB",
                "\n",
                "\n",
                "\t",
                "7",
                "9223372036854775807",
                "é",
                "\0");
    }

    private static Arbitrary<String> fromPieces(String... pieces) {
        return Arbitraries.frequencyOf(
                        Tuple.of(9, Arbitraries.of(pieces)),
                        Tuple.of(1, Arbitraries.strings().ofMaxLength(5)))
                .list()
                .ofMaxSize(40)
                .map(list -> String.join("", list));
    }
}
