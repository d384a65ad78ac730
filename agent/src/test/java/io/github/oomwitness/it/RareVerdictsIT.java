// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import io.github.oomwitness.testbed.SwapFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real containers that run full for reasons that few people think of. */
class RareVerdictsIT {
    private static final long MIB = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"pipes", "sockets"})
    void whatTheKernelHoldsForAProcessIsBlamedOnTheKernel(String kind) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("kernel").limitTo(300 * MIB);
                WitnessedJvm jvm = spender(cgroup)) {
            HogSpec spec = HogSpec.named("holder").in(cgroup).growing(60).growingNoFurtherThan(220);
            try (Hog holder = (kind.equals("pipes") ? spec.growingAsPipes() : spec.growingAsSockets()).start()) {
                assertThat(firstVerdict(jvm))
                        .startsWith("verdict KERNEL_MEMORY (")
                        .contains("Kernel memory grew by ")
                        .contains("sockets, pipes");
                assertThat(holder.isAlive()).isTrue();
            }
        }
    }

    /** Of which a byte in two MiB is used: it is resident all the same. */
    @Test
    void hugePagesThatAreHardlyUsedAreBlamed() throws Exception {
        Files.writeString(Path.of("/proc/sys/vm/compact_memory"), "1");
        try (MemoryCgroup cgroup = MemoryCgroup.create("huge").limitTo(300 * MIB);
                WitnessedJvm jvm = builder(cgroup)
                        .environment("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1")
                        .flags("-DpauseMillis=120")
                        .start()
                        .awaitOutput(WitnessedApplication.RUNNING)
                        .awaitWitness()) {
            jvm.say("sparse 260");
            jvm.awaitOutput(() ->
                    !jvm.agentLinesWith("verdict ").isEmpty() || jvm.output().contains(SpendingApplication.DONE));
            assertThat(ResidentMemory.transparentHugeOf(jvm.pid()))
                    .as(
                            "huge pages that this machine made, unless its settings or a want of memory in one piece forbid it")
                    .isGreaterThan(100 * MIB);

            assertThat(firstVerdict(jvm))
                    .startsWith("verdict HUGE_PAGES (")
                    .contains("are transparent huge pages: 2 MiB each")
                    .contains("glibc.malloc.hugetlb");
        }
    }

    /** Nearly all of what malloc keeps there was freed long ago, and it gives it back when it is asked to. */
    @Test
    void whatMallocKeepsInItsArenasIsNativeMemory() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("arenas").limitTo(300 * MIB);
                WitnessedJvm jvm = builder(cgroup)
                        .agentOptions("interval=100ms,on-critical=trim")
                        .flags("-DpauseMillis=15")
                        .start()
                        .awaitOutput(WitnessedApplication.RUNNING)
                        .awaitWitness()) {
            jvm.say("arenas 264");

            assertThat(firstVerdict(jvm)).startsWith("verdict NATIVE_MEMORY (").contains("MALLOC_ARENA_MAX=2");
            jvm.awaitAgentLines(1, "on-critical trim: ");
            assertThat(jvm.agentLinesWith("on-critical trim: "))
                    .first()
                    .asString()
                    .matches("on-critical trim: trimmed in \\d+ ms, which gave 1\\d\\d.* MiB back");
        }
    }

    @Test
    void codeThatIsGeneratedAgainAndAgainIsBlamedOnTheCodeCache() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("code").limitTo(110 * MIB);
                WitnessedJvm jvm = spender(
                        cgroup,
                        "-Xmixed",
                        "-Xmx32m",
                        "-Xbatch",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ReservedCodeCacheSize=400m")) {
            jvm.say("code 60");

            assertThat(firstVerdict(jvm))
                    .startsWith("verdict CODE_CACHE (")
                    .contains("Code cache of this JVM grew by ")
                    .contains("-XX:ReservedCodeCacheSize");
        }
    }

    /** The last straw, a process that nobody would call large, is no leak. */
    @Test
    void whatNeverGrewAndDoesNotFitNeedsMore() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("small").limitTo(4000 * MIB);
                Hog helper =
                        HogSpec.named("helper").anonMebibytes(1400).in(cgroup).start();
                WitnessedJvm jvm = builder(cgroup)
                        .agentOptions("interval=100ms,prometheus=0,ledger-meters=true")
                        .flags("-Xms64m", "-XX:+AlwaysPreTouch")
                        .start()
                        .awaitWitness()) {
            awaitALedger(jvm);
            // Room for this JVM to tell of it, lest the kernel kill again.
            cgroup.limitTo(needed(cgroup) + 30 * MIB);
            Hog straw = HogSpec.named("straw")
                    .anonMebibytes(45)
                    .oomScoreAdj(1000)
                    .in(cgroup)
                    .start();
            assertThat(straw.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);

            assertThat(killVerdictOf(jvm))
                    .startsWith("verdict UNDER_PROVISIONED (")
                    .contains("Nothing leaked")
                    .contains("The kernel killed straw")
                    .contains("raise the limit to about");
            assertThat(helper.isAlive()).isTrue();
        }
    }

    /** For as long as there was swap nobody saw how short memory was: not by its usage. */
    @Test
    void whatWentToSwapAndComesBackAgainAndAgainIsTold() throws Exception {
        try (SwapFile swap = SwapFile.open(directory, 1024);
                MemoryCgroup cgroup =
                        MemoryCgroup.create("swap").limitTo(600 * MIB).allowSwap(600 * MIB);
                Hog sweeper = HogSpec.named("sweeper")
                        .sweepingMebibytes(680)
                        .in(cgroup)
                        .start();
                WitnessedJvm jvm = builder(cgroup)
                        .agentOptions("interval=100ms,prometheus=0,ledger-meters=true")
                        .start()
                        .awaitWitness()) {
            await().atMost(PATIENCE).until(() -> cgroup.swapUsage() > 60 * MIB);
            awaitALedger(jvm);
            long backFromSwap = backFromSwap(cgroup);
            await().atMost(PATIENCE).until(() -> backFromSwap(cgroup) > backFromSwap + 10_000);
            assertThat(swap.used()).isGreaterThan(60 * MIB);
            cgroup.allowSwap(cgroup.swapUsage() + 10 * MIB);
            Hog straw = HogSpec.named("straw")
                    .anonMebibytes(30)
                    .oomScoreAdj(1000)
                    .in(cgroup)
                    .start();
            assertThat(straw.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);

            assertThat(killVerdictOf(jvm))
                    .startsWith("verdict SWAPPED (")
                    .contains(" had gone to swap, from where ")
                    .contains("take swap away (memory.swap.max=0)");
            assertThat(sweeper.isAlive()).isTrue();
        }
    }

    /** They were set aside for the whole machine, and no memory limit counts them: not the heap's, not another process's. */
    @Test
    void hugePagesThatWereSetAsideAreNeverToBlame() throws Exception {
        try (ReservedHugePages reserved = ReservedHugePages.more(100)) {
            assertThat(reserved.pages())
                    .as("huge pages that could be set aside: too few, if there is not enough memory in one piece")
                    .isEqualTo(100);
            try (MemoryCgroup cgroup = MemoryCgroup.create("hugetlb").limitTo(300 * MIB);
                    WitnessedJvm jvm = spender(
                            cgroup,
                            "-Xms64m",
                            "-XX:+UseLargePages",
                            "-XX:ReservedCodeCacheSize=8m",
                            "-XX:+AlwaysPreTouch");
                    Hog leak = HogSpec.named("leak")
                            .in(cgroup)
                            .growing(60)
                            .growingNoFurtherThan(250)
                            .start();
                    Hog tables = HogSpec.named("tables")
                            .in(cgroup)
                            .hugeMebibytes(100)
                            .start()) {
                assertThat(ResidentMemory.setAsideOf(jvm.pid())).isPositive();
                assertThat(firstVerdict(jvm))
                        .startsWith("verdict SIBLING (")
                        .contains("leak (pid " + leak.pid() + ") grew by ");
                assertThat(tables.isAlive()).isTrue();
            }
        }
    }

    private static String firstVerdict(WitnessedJvm jvm) {
        return jvm.awaitAgentLines(1, "verdict ").agentLinesWith("verdict ").get(0);
    }

    private static String killVerdictOf(WitnessedJvm jvm) {
        return jvm.awaitAgentLines(1, "The kernel killed")
                .agentLinesWith("The kernel killed")
                .get(0);
    }

    private static void awaitALedger(WitnessedJvm jvm) {
        Scrape meters = Scrape.of(jvm);
        await().atMost(PATIENCE)
                .until(() -> meters.values().getOrDefault("cgroup_memory_ledger_bytes{part=heap}", 0.0) > 0);
    }

    /** In pages, ever. */
    private static long backFromSwap(MemoryCgroup cgroup) throws IOException {
        return cgroup.read("memory.stat")
                .lines()
                .filter(line -> line.startsWith("workingset_refault_anon "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    /** Without page cache, which gives way. */
    private static long needed(MemoryCgroup cgroup) throws IOException {
        long file = cgroup.read("memory.stat")
                .lines()
                .filter(line -> line.startsWith("inactive_file ") || line.startsWith("active_file "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
        return cgroup.usage() - file;
    }

    private static WitnessedJvm spender(MemoryCgroup cgroup, String... flags) throws IOException {
        return builder(cgroup)
                .flags(flags)
                .start()
                .awaitOutput(WitnessedApplication.RUNNING)
                .awaitWitness();
    }

    private static WitnessedJvm.Builder builder(MemoryCgroup cgroup) {
        return WitnessedJvm.with(Jdk.oldest())
                .in(cgroup)
                .agentOptions("interval=100ms")
                .flags("-Xint", "-XX:+UseSerialGC", "-DpauseMillis=20")
                .mainClass(SpendingApplication.class.getName());
    }
}
