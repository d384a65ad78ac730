// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.oomwitness.process.CommandLinePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsParserTest {
    @Test
    void withoutAnyOptionEverythingHasItsDefault() throws Exception {
        Options options = parse("", Map.of(), Map.of());

        assertThat(options.enabled()).isTrue();
        assertThat(options.source()).isEqualTo(SourceChoice.AUTO);
        assertThat(options.scope()).isEqualTo(WitnessScope.CGROUP);
        assertThat(options.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.prometheus()).isNull();
        assertThat(options.micrometer()).isTrue();
        assertThat(options.commandLines()).isEqualTo(CommandLinePolicy.PROGRAM);
        assertThat(options.log()).isEqualTo(LogLevel.INFO);
        assertThat(options.description())
                .startsWith(
                        "enabled=true (default), source=auto (default), scope=cgroup (default), interval=1s (default)");
    }

    @Test
    void everyOptionCanBeSetInTheArgument() throws Exception {
        Options options = parse(
                "enabled=false,source=tp_btf,scope=pod,interval=250ms,prometheus=9464,micrometer=off,"
                        + "command-lines=redact,log=debug",
                Map.of(),
                Map.of());

        assertThat(options.enabled()).isFalse();
        assertThat(options.source()).isEqualTo(SourceChoice.TP_BTF);
        assertThat(options.scope()).isEqualTo(WitnessScope.POD);
        assertThat(options.interval()).isEqualTo(Duration.ofMillis(250));
        assertThat(options.prometheus()).isEqualTo(new Endpoint("127.0.0.1", 9464));
        assertThat(options.micrometer()).isFalse();
        assertThat(options.commandLines()).isEqualTo(CommandLinePolicy.REDACT);
        assertThat(options.log()).isEqualTo(LogLevel.DEBUG);
    }

    @Test
    void theArgumentGoesBeforeThePropertyAndThePropertyBeforeTheEnvironment() throws Exception {
        Map<String, String> properties = Map.of("oomwitness.interval", "2s", "oomwitness.log", "error");
        Map<String, String> environment =
                Map.of("OOMWITNESS_INTERVAL", "3s", "OOMWITNESS_LOG", "off", "OOMWITNESS_COMMAND_LINES", "off");

        Options options = parse("interval=4s", properties, environment);

        assertThat(options.interval()).isEqualTo(Duration.ofSeconds(4));
        assertThat(options.log()).isEqualTo(LogLevel.ERROR);
        assertThat(options.commandLines()).isEqualTo(CommandLinePolicy.OFF);
        assertThat(options.description())
                .contains("interval=4s (agent argument)")
                .contains("log=error (property oomwitness.log)")
                .contains("command-lines=off (environment OOMWITNESS_COMMAND_LINES)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            prometeus=9464  | unknown option "prometeus" (agent argument); did you mean "prometheus"?
            Interval=1s     | unknown option "Interval" (agent argument); did you mean "interval"?
            command_lines=x | unknown option "command_lines" (agent argument); did you mean "command-lines"?
            interval        | option interval has no value (agent argument): write interval=VALUE
            interval=1      | option interval cannot be "1" (agent argument): it takes a time from 10ms to 60s, such as 500ms or 1s
            interval=1ms    | option interval cannot be "1ms" (agent argument): it takes a time from 10ms to 60s, such as 500ms or 1s
            interval=2h     | option interval cannot be "2h" (agent argument): it takes a time from 10ms to 60s, such as 500ms or 1s
            enabled=yes     | option enabled cannot be "yes" (agent argument): it takes true or false
            source=fentri   | option source cannot be "fentri" (agent argument): it takes one of auto, fentry, kprobe, tp_btf, raw_tp, cgroup_files
            scope=host      | option scope cannot be "host" (agent argument): it takes one of cgroup, pod, machine
            log=loud        | option log cannot be "loud" (agent argument): it takes one of off, error, info, debug
            prometheus=:9   | option prometheus cannot be ":9" (agent argument): it takes off, a port, or host:port, such as 9464 or 0.0.0.0:9464
            prometheus=99999| option prometheus cannot be "99999" (agent argument): it takes off, a port, or host:port, such as 9464 or 0.0.0.0:9464
            micrometer=on   | option micrometer cannot be "on" (agent argument): it takes auto or off
            on-critical=kill | option on-critical cannot be "kill" (agent argument): it takes none, or any of dump, gc and trim joined by +, such as gc+dump
            on-critical=dump | option on-critical cannot be "dump" (agent argument): it takes a directory for the dump beside it: dump-dir=/path
            dump-dir=dumps  | option dump-dir cannot be "dumps" (agent argument): it takes off, or an absolute path
            termination-log=x| option termination-log cannot be "x" (agent argument): it takes auto, off, or an absolute path
            log=off,log=info| option log stands twice in the agent argument: keep one
            """)
    void aMistakeIsExplainedInOneLine(String argument, String message) {
        assertThatThrownBy(() -> parse(argument, Map.of(), Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(message);
    }

    @Test
    void aNameThatIsNearToNothingGetsTheWholeList() {
        assertThatThrownBy(() -> parse("colour=red", Map.of(), Map.of()))
                .hasMessageStartingWith("unknown option \"colour\" (agent argument); there are: enabled source");
    }

    @Test
    void anUnknownPropertyOrVariableIsAMistakeToo() {
        assertThatThrownBy(() -> parse("", Map.of("oomwitness.intervall", "1s"), Map.of()))
                .hasMessage("unknown option \"intervall\" (property oomwitness.intervall); did you mean \"interval\"?");
        assertThatThrownBy(() -> parse("", Map.of(), Map.of("OOMWITNESS_LGO", "info")))
                .hasMessage("unknown option \"lgo\" (environment OOMWITNESS_LGO); did you mean \"log\"?");
    }

    @Test
    void variablesThatKubernetesMakesForAServiceOfThisNameAreNoOptions() throws Exception {
        Map<String, String> environment = Map.of(
                "OOMWITNESS_SERVICE_HOST", "10.0.0.1",
                "OOMWITNESS_PORT", "tcp://10.0.0.1:80",
                "OOMWITNESS_PORT_80_TCP_ADDR", "10.0.0.1");

        assertThat(parse("", Map.of(), environment).enabled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0:9464, 0.0.0.0, 9464", "'[::1]:9464', '::1', 9464", "localhost:0, localhost, 0"})
    void anEndpointMayNameItsHost(String text, String host, int port) throws Exception {
        assertThat(parse("prometheus=" + text, Map.of(), Map.of()).prometheus()).isEqualTo(new Endpoint(host, port));
    }

    @Test
    void severalThingsMayBeDoneOnCritical() throws Exception {
        Options options = parse("on-critical=gc+dump,dump-dir=/var/dumps,termination-log=/tmp/end", Map.of(), Map.of());

        assertThat(options.onCritical()).containsExactlyInAnyOrder(CriticalAction.GC, CriticalAction.DUMP);
        assertThat(options.dumpDirectory()).isEqualTo(Path.of("/var/dumps"));
        assertThat(options.terminationLog()).isEqualTo(new TerminationLog(Path.of("/tmp/end"), true));
        assertThat(parse("termination-log=off", Map.of(), Map.of())
                        .terminationLog()
                        .path())
                .isNull();
    }

    private static Options parse(String arguments, Map<String, String> properties, Map<String, String> environment)
            throws InvalidOptionException {
        Properties all = new Properties();
        all.putAll(properties);
        return OptionsParser.parse(arguments, all, environment);
    }
}
