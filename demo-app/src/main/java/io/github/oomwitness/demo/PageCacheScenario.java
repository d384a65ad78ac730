// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.evidence.ContainerLook;
import io.github.oomwitness.demo.evidence.RecordedEvidence;
import io.github.oomwitness.demo.service.Answer;
import io.github.oomwitness.demo.service.ServiceProcess;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process works through files of several times the limit: the container is full, nothing happens, and that is the point. */
final class PageCacheScenario implements Scenario {
    private static final long CONTAINER_LIMIT = 256L * 1024 * 1024;
    private static final int FILE_MEBIBYTES = 640;
    private static final int PASSES = 4;
    private static final int PATIENCE_SECONDS = 120;
    private static final int HTTP_OK = 200;

    @Override
    public String name() {
        return "page-cache";
    }

    @Override
    public String summary() {
        return "a container is full of page cache, and nothing happens";
    }

    @Override
    public boolean run(Stage stage) throws IOException, InterruptedException, UnmetNeedException {
        stage.terminal()
                .paragraph("In a container of 256 MiB, beside the service, a process writes a file of " + FILE_MEBIBYTES
                        + " MiB and reads it " + PASSES
                        + " times. The kernel keeps as much of it as fits, and lets go of it"
                        + " when memory is asked for: a full container is no danger in itself.");
        Path file = stage.directory().resolve("larger-than-the-container");
        needsADisk(stage.directory());
        try (KernelLog log = stage.kernelLog();
                MemoryCgroup container = stage.container(CONTAINER_LIMIT);
                ServiceProcess service = ServiceProcess.start(container, stage.agent(), stage.directory())) {
            if (stage.agent().isPresent()) {
                new SettledScrape(service).awaitWitness();
            }
            workThrough(file, container);
            long usage = container.usage();
            Answer answer = service.convert("minutes.md", Documents.ORDINARY);
            int kills = new ContainerKills(log, container).all().size();
            Path recording = service.stop();
            PageCacheReport report = new PageCacheReport(stage.terminal(), usage, CONTAINER_LIMIT, answer, kills);
            boolean calm = kills == 0 && answer.status() == HTTP_OK;
            if (stage.agent().isEmpty()) {
                report.showBare();
                return calm;
            }
            List<ContainerLook> looks = ContainerLook.in(recording);
            int events = RecordedEvidence.in(recording).kills().size();
            report.show(looks, events, recording);
            return calm && events == 0 && report.sawTheContainerFull(looks);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** What lies in a tmpfs is memory itself, and could not be let go of. */
    private static void needsADisk(Path directory) throws IOException, UnmetNeedException {
        String type = Files.getFileStore(directory).type();
        if (type.equals("tmpfs") || type.equals("ramfs")) {
            throw new UnmetNeedException(new IOException(directory + " lies in memory (" + type
                    + ") and would fill the container for good: name a directory on a disk with --output DIR."));
        }
    }

    private static void workThrough(Path file, MemoryCgroup container) throws IOException, InterruptedException {
        String work = "dd if=/dev/zero of=\"$1\" bs=1M count=" + FILE_MEBIBYTES + " 2>/dev/null && for pass in $(seq "
                + PASSES + "); do cat \"$1\" >/dev/null || exit 1; done";
        Process worker = container.start(new ProcessBuilder("sh", "-c", work, "sh", file.toString()));
        if (!worker.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            worker.destroyForcibly();
            throw new IOException("This disk did not read and write " + file + " in " + PATIENCE_SECONDS + " s");
        }
        if (worker.exitValue() != 0) {
            throw new IOException(
                    "The process that was to write and read " + file + " ended with " + worker.exitValue());
        }
    }
}
