// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JavaThreadsTest {
    private final CountDownLatch end = new CountDownLatch(1);
    private final JavaThreads threads = new JavaThreads("launcher");

    @AfterEach
    void endThreads() {
        end.countDown();
    }

    @Test
    void theOneThreadThatFitsIsFoundInWhicheverGroupItIs() {
        live(new ThreadGroup(new ThreadGroup("outer"), "inner"), "document-converter-17");

        assertThat(threads.fitting("document-conver")).isEqualTo("document-converter-17");
        assertThat(threads.fitting("document-conve")).isNull();
    }

    @Test
    void whereTwoFitNoneIsNamed() {
        live(new ThreadGroup("pool"), "http-nio-8080-exec-1");
        live(new ThreadGroup("pool"), "http-nio-8080-exec-2");

        assertThat(threads.fitting("http-nio-8080-e")).isNull();
    }

    @Test
    void theMainThreadBearsTheNameOfTheProcess() {
        assertThat(threads.fitting("launcher")).isEqualTo("main");
        assertThat(threads.fitting("nobody")).isNull();
    }

    private void live(ThreadGroup group, String name) {
        Thread thread = new Thread(
                group,
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
