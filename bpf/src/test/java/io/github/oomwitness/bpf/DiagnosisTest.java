// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.linux.Errno;
import io.github.oomwitness.linux.SystemCallException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** EPERM means many things; each has its own way out. */
class DiagnosisTest {
    private static final long CAP_PERFMON = 1L << 38;
    private static final long CAP_BPF = 1L << 39;
    private static final long CAP_SYS_ADMIN = 1L << 21;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing | CAP_BPF and CAP_PERFMON
            bpf     | CAP_PERFMON
            perfmon | CAP_BPF
            """)
    void aMissingCapabilityIsNamedWithTheFlagThatGrantsIt(String held, String missing) {
        Diagnosis diagnosis = diagnose(Errno.EPERM, standing(capabilities(held), false, true, "", Long.MAX_VALUE));

        assertThat(diagnosis.reason()).isEqualTo(DegradedReason.CAPABILITY);
        assertThat(diagnosis.message()).contains("lacks " + missing + ":").contains("--cap-add BPF --cap-add PERFMON");
    }

    @Test
    void aUserNamespaceMakesCapabilitiesWorthless() {
        Diagnosis diagnosis = diagnose(Errno.EPERM, standing(CAP_SYS_ADMIN, false, false, "", Long.MAX_VALUE));

        assertThat(diagnosis.reason()).isEqualTo(DegradedReason.CAPABILITY);
        assertThat(diagnosis.message()).contains("user namespace");
    }

    @Test
    void withAllCapabilitiesASeccompFilterIsToBlame() {
        Diagnosis diagnosis = diagnose(Errno.EPERM, standing(CAP_BPF | CAP_PERFMON, true, true, "", Long.MAX_VALUE));

        assertThat(diagnosis.reason()).isEqualTo(DegradedReason.SECCOMP);
        assertThat(diagnosis.message()).contains("seccomp profile");
    }

    /** Then the file that tells the capabilities could not be opened either. */
    @Test
    void withoutADescriptorLeftItIsTheLimitOfFilesAndNotACapability() {
        Diagnosis diagnosis = diagnose(Errno.EMFILE, standing(0, false, true, "", Long.MAX_VALUE));

        assertThat(diagnosis.reason()).isEqualTo(DegradedReason.CONFIGURATION);
        assertThat(diagnosis.message()).contains("ulimit -n").doesNotContain("lacks");
    }

    @ParameterizedTest
    @CsvSource({"1", "22"})
    void aLockedDownKernelIsCalledThat(int errno) {
        Diagnosis diagnosis = diagnose(
                errno,
                standing(CAP_BPF | CAP_PERFMON, false, true, "none integrity [confidentiality]", Long.MAX_VALUE));

        assertThat(diagnosis.reason()).isEqualTo(DegradedReason.LOCKDOWN);
    }

    @Test
    void onAnOldKernelTheLockedMemoryLimitCounts() {
        ProcessStanding old = new ProcessStanding(
                CAP_SYS_ADMIN, false, true, Lockdown.NONE, 64 * 1024, "5.10.0-34-cloud-amd64", true);

        Diagnosis diagnosis = diagnose(Errno.EPERM, old);

        assertThat(diagnosis.reason()).isEqualTo(DegradedReason.CONFIGURATION);
        assertThat(diagnosis.message()).contains("64 KiB").contains("memlock");
    }

    @Test
    void aKernelThatIsTooOldIsNamedWithWhatItWouldTake() {
        Diagnosis diagnosis = diagnose(Errno.E2BIG, standing(CAP_BPF | CAP_PERFMON, false, true, "", Long.MAX_VALUE));

        assertThat(diagnosis.reason()).isEqualTo(DegradedReason.KERNEL);
        assertThat(diagnosis.message()).contains("6.1.0-test").contains("5.17");
    }

    @Test
    void whereLibbpfWouldHelpItIsNamedWithItsPackages() {
        ProcessStanding old =
                new ProcessStanding(CAP_SYS_ADMIN, false, true, Lockdown.NONE, Long.MAX_VALUE, "5.10.0-34", true);
        SystemCallException tooOld = new SystemCallException("bpf(command 5)", Errno.E2BIG);

        Diagnosis diagnosis = Diagnosis.of(new MissingLibbpfException(tooOld), old);

        assertThat(diagnosis.reason()).isEqualTo(DegradedReason.KERNEL);
        assertThat(diagnosis.message())
                .contains("E2BIG")
                .contains("5.10.0-34")
                .contains("Linux 5.17 or later, or libbpf")
                .contains("install the package libbpf1, libbpf0 or libbpf");
    }

    @Test
    void withoutTypeInformationNoProgramCanBeFittedToTheKernel() {
        ProcessStanding blind =
                new ProcessStanding(CAP_SYS_ADMIN, false, true, Lockdown.NONE, Long.MAX_VALUE, "6.1.0-test", false);

        assertThat(diagnose(Errno.ENOENT, blind).message()).contains("CONFIG_DEBUG_INFO_BTF");
    }

    @Test
    void eachUpperRungSaysWhatItLacksItself() {
        ProcessStanding able = standing(CAP_BPF | CAP_PERFMON, false, true, "", Long.MAX_VALUE);

        Diagnosis noKprobes = Diagnosis.of(Rung.KPROBE, new SystemCallException("opening", Errno.ENOENT), able);
        Diagnosis paranoid = Diagnosis.of(Rung.KPROBE, new SystemCallException("opening", Errno.EACCES), able);
        Diagnosis noTrampoline = Diagnosis.of(Rung.FENTRY, new SystemCallException("attaching", Errno.ENOTSUPP), able);
        Diagnosis noFunction = Diagnosis.of(Rung.FENTRY, new SystemCallException("loading", Errno.ENOENT), able);

        assertThat(noKprobes.message()).contains("CONFIG_KPROBE_EVENTS");
        assertThat(noKprobes.reason()).isEqualTo(DegradedReason.KERNEL);
        assertThat(paranoid.message()).contains("sysctl kernel.perf_event_paranoid=2");
        assertThat(paranoid.reason()).isEqualTo(DegradedReason.CONFIGURATION);
        assertThat(noTrampoline.message()).contains("CONFIG_FUNCTION_TRACER").doesNotContain("5.17");
        assertThat(noFunction.message()).contains("oom_kill_process");
    }

    @ParameterizedTest
    @EnumSource
    void aMissingCapabilityIsTheCauseOnEveryRung(Rung rung) {
        ProcessStanding unable = standing(0, false, true, "", Long.MAX_VALUE);
        SystemCallException refusal = new SystemCallException("loading", Errno.EPERM);

        assertThat(Diagnosis.of(rung, refusal, unable)).isEqualTo(Diagnosis.of(refusal, unable));
    }

    private static Diagnosis diagnose(int errno, ProcessStanding standing) {
        return Diagnosis.of(new SystemCallException("bpf(command 5)", errno), standing);
    }

    private static long capabilities(String held) {
        return switch (held) {
            case "bpf" -> CAP_BPF;
            case "perfmon" -> CAP_PERFMON;
            default -> 0;
        };
    }

    private static ProcessStanding standing(
            long capabilities, boolean seccomp, boolean initialUserNamespace, String lockdown, long lockedMemory) {
        return new ProcessStanding(
                capabilities,
                seccomp,
                initialUserNamespace,
                Lockdown.parse(lockdown),
                lockedMemory,
                "6.1.0-test",
                true);
    }
}
