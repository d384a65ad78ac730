// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelLogParserTest {
    private static final long KIB = 1024;

    @Test
    void aReportOfLinux618WithVersion1CgroupsIsReadWhole() {
        KernelKill kill = KernelLogFixture.killsIn("6.18-v1.kmsg").get(1);
        KernelOomReport report = kill.report().orElseThrow();

        assertThat(kill.timestampMicros()).isEqualTo(1657214625);
        assertThat(kill.process())
                .isEqualTo(new KilledProcess(
                        "Memory cgroup out of memory",
                        12532,
                        "a (b) c",
                        35092 * KIB,
                        26112 * KIB,
                        3532 * KIB,
                        4096 * KIB,
                        1000,
                        108 * KIB,
                        250));
        assertThat(report.timestampMicros()).isEqualTo(1657214191);
        assertThat(report.invocation()).contains(new OomInvocation("a (b) c", 0xcc0, "GFP_KERNEL", 0, 250));
        assertThat(report.trigger()).contains(new OomTrigger(0, 1000, 12532, "a (b) c"));
        assertThat(report.callTrace())
                .hasSize(16)
                .startsWith("dump_stack_lvl+0x57/0x80", "dump_header+0x43/0x1c0")
                .contains("? srso_return_thunk+0x5/0x5f")
                .endsWith("asm_exc_page_fault+0x22/0x30");
        assertThat(report.memory()).contains(new OomAccount("memory", 32768 * KIB, 32768 * KIB, 0));
        assertThat(report.accounts()).containsOnlyKeys("memory", "memory+swap", "kmem");
        assertThat(report.statsMemcg()).contains("/witnessed");
        assertThat(report.statistics())
                .hasSize(42)
                .containsEntry("hierarchical_memory_limit", 32768 * KIB)
                .containsEntry("total_pgfault", 16348L);
        assertThat(report.tasks()).extracting(OomTask::name).containsExactly("a (b) c", "a (b) c-1", "a (b) c-2");
        assertThat(report.tasks().get(0))
                .isEqualTo(new OomTask(12532, 1000, 12532, 8773, 8435, 6528, 883, 1024, 110592, 0, 250, "a (b) c"));
        assertThat(report.constraint())
                .contains(new OomConstraint(
                        "CONSTRAINT_MEMCG",
                        "(null)",
                        "/",
                        "0",
                        Optional.of("/witnessed"),
                        Optional.of("/witnessed/inner"),
                        "a (b) c",
                        12532,
                        1000));
    }

    @Test
    void aReportOfLinux61IsRead() {
        List<KernelKill> kills = KernelLogFixture.killsIn("6.1-arm64-v2.txt");
        KernelOomReport report = kills.get(0).report().orElseThrow();

        assertThat(kills).hasSize(1);
        assertThat(kills.get(0).process())
                .isEqualTo(new KilledProcess(
                        "Memory cgroup out of memory",
                        4045,
                        "bigleak2",
                        53392 * KIB,
                        20020 * KIB,
                        1172 * KIB,
                        0,
                        1000,
                        88 * KIB,
                        0));
        assertThat(report.trigger()).contains(new OomTrigger(1, -1, 4045, "bigleak2"));
        assertThat(report.callTrace()).hasSize(19).contains("oom_kill_process+0x2ec/0x2f0");
        assertThat(report.memory()).contains(new OomAccount("memory", 20480 * KIB, 20480 * KIB, 148));
        assertThat(report.accounts()).containsOnlyKeys("memory", "swap");
        assertThat(report.statistics()).containsEntry("anon", 20705280L).containsEntry("thp_fault_alloc", 19L);
        assertThat(report.tasks())
                .containsExactly(
                        new OomTask(3713, 1000, 3713, 2115, 1257, -1, -1, -1, 57344, 0, 0, "bash"),
                        new OomTask(4045, 1000, 4045, 13348, 5298, -1, -1, -1, 90112, 0, 0, "bigleak2"));
        assertThat(report.constraint().orElseThrow().oomMemcg()).contains("/user.slice/user-1000.slice/dans-slice");
    }

    @Test
    void aReportWhoseFirstLineIsMissingIsReadAsFarAsItGoes() {
        List<KernelKill> kills = KernelLogFixture.killsIn("5.15-arm64-v2.txt");
        KernelOomReport report = kills.get(0).report().orElseThrow();

        assertThat(kills).hasSize(1);
        assertThat(report.invocation()).isEmpty();
        assertThat(report.trigger()).contains(new OomTrigger(3, -1, 3974, "apk"));
        assertThat(report.memory()).contains(new OomAccount("memory", 8192 * KIB, 8192 * KIB, 282377));
        assertThat(report.statistics()).containsEntry("workingset_refault_file", 85011L);
        assertThat(report.tasks()).extracting(OomTask::swapEntries).containsExactly(33L, 1930L);
        assertThat(report.constraint().orElseThrow().pid()).isEqualTo(3974);
        assertThat(report.constraint().orElseThrow().task()).isEqualTo("apk");
    }

    @Test
    void aKillWhoseReportTheKernelLeftOutHasNoneAndNotTheOneBefore() {
        List<KernelKill> kills = KernelLogFixture.killsIn("6.18-v1-rate-limited.kmsg");

        assertThat(kills)
                .extracting(kill -> kill.process().name())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 14)
                        .mapToObj(number -> "burst-" + number)
                        .toList());
        assertThat(kills.subList(0, 8))
                .allSatisfy(kill -> assertThat(kill.report()).isPresent());
        assertThat(kills.subList(8, 14))
                .allSatisfy(kill -> assertThat(kill.report()).isEmpty());
    }

    @Test
    void killsOfAWholeMachineAreReadInTheFormatsOfOldAndNewKernels() {
        List<KernelKill> kills = KernelLogFixture.killsIn("whole-machine.txt");

        assertThat(kills)
                .extracting(kill -> kill.process().name())
                .containsExactly(
                        "`keydb-server`",
                        "victim.py",
                        "(sd-pam)",
                        "systemd",
                        "dockerd",
                        "exim4",
                        "unbound",
                        "dockerd",
                        "sshd");
        assertThat(kills.get(0).process())
                .isEqualTo(new KilledProcess(
                        "", 2012894, "`keydb-server`", 10830176 * KIB, 4102576 * KIB, 0, 0, -1, -1, Integer.MIN_VALUE));
        assertThat(kills.get(1).process().message()).isEqualTo("Out of memory");
    }

    @Test
    void allMembersOfAGroupShareTheReportAndTheOneThatIsPrintedTwiceCountsOnce() {
        List<KernelLogRecord> records = new ArrayList<>(KernelLogFixture.records("6.18-v1.kmsg"));
        String first = records.get(records.size() - 1).text();
        records.addAll(KernelLogFixture.numbered(List.of(
                "Tasks in /witnessed are going to be killed due to memory.oom.group set",
                first.replace("12532", "12539"),
                first.replace("12532", "12540"),
                first.replace("12532", "77"))));
        // in a group kill the kernel comes back to the victim that it chose at first
        records.add(records.size() - 1, new KernelLogRecord(0, 1657214700, first));

        List<KernelKill> kills = KernelLogFixture.kills(records);

        assertThat(kills).extracting(kill -> kill.process().pid()).containsExactly(12514L, 12532L, 12539L, 12540L, 77L);
        assertThat(kills.get(2).report()).isEqualTo(kills.get(1).report());
        assertThat(kills.get(3).report()).isEqualTo(kills.get(1).report());
        assertThat(kills.get(4).report()).isEmpty();
    }

    @Test
    void aPidThatIsUsedAgainLaterIsAnotherKill() {
        String line = KernelLogFixture.records("6.18-v1.kmsg").get(161).text();

        assertThat(KernelLogFixture.kills(
                        List.of(new KernelLogRecord(1, 0, line), new KernelLogRecord(2, 3_600_000_000L, line))))
                .hasSize(2);
    }

    @Test
    void messagesOfOthersAmidAReportChangeNothing() {
        List<KernelLogRecord> undisturbed = KernelLogFixture.records("6.18-v1.kmsg");
        List<KernelLogRecord> disturbed = new ArrayList<>();
        for (KernelLogRecord record : undisturbed) {
            disturbed.add(record);
            disturbed.add(new KernelLogRecord(0, 0, "eth0: link is up at 10000 Mbps"));
            disturbed.add(new KernelLogRecord(0, 0, "WARNING: CPU: 1 PID: 7 at kernel/workqueue.c:1"));
        }

        assertThat(KernelLogFixture.kills(disturbed)).isEqualTo(KernelLogFixture.kills(undisturbed));
    }

    @Test
    void theStackOfAWarningIsNoReport() {
        String killed = KernelLogFixture.records("6.18-v1.kmsg").get(161).text();

        assertThat(KernelLogFixture.kills(KernelLogFixture.numbered(List.of(
                        "CPU: 0 UID: 0 PID: 7 Comm: kworker Not tainted 6.18.44 #1 PREEMPT(none)",
                        " dump_stack_lvl+0x57/0x80",
                        killed))))
                .singleElement()
                .satisfies(kill -> assertThat(kill.report()).isEmpty());
    }

    @Test
    void aMessageOfSeveralLinesIsReadLineByLine() {
        List<KernelLogRecord> records = KernelLogFixture.records("6.18-v1.kmsg");
        String joined =
                String.join("\n", records.stream().map(KernelLogRecord::text).toList());

        assertThat(KernelLogFixture.kills(List.of(new KernelLogRecord(0, 0, joined))))
                .hasSize(2);
    }
}
