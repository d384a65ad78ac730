// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters;

import io.github.oomwitness.finding.Finding;
import io.github.oomwitness.finding.Sink;
import io.github.oomwitness.finding.WitnessState;
import io.github.oomwitness.sink.meters.state.MeterState;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The meters in the application's own Micrometer, once it uses one. Nothing of Micrometer is loaded before, and the agent's own
 * copy not at all.
 *
 * <p>What belongs to the application is held weakly, so that an application server can drop an application's loader.
 */
public final class ApplicationMeters implements Sink {
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    /** From the first sight of the classes until they are used: their own initialisers are to run on a thread of the application. */
    private static final long SETTLING_MILLIS = 1_000;

    private static final long PATIENCE_MILLIS = 5_000;

    private final MeterState meters;
    private final Instrumentation instrumentation;
    private final Supplier<WitnessState> witness;
    private final Runnable letVictimsDie;
    private final Consumer<String> info;
    private final Consumer<String> error;
    private final List<WeakReference<AutoCloseable>> bindings = new ArrayList<>();
    private final Set<ClassLoader> refusing = Collections.newSetFromMap(new WeakHashMap<>());
    private final Thread thread = new Thread(null, this::look, "oomwitness-meters", 0, false);
    private volatile boolean ending;

    private ApplicationMeters(
            Instrumentation instrumentation,
            boolean ledgerRows,
            Supplier<WitnessState> witness,
            Runnable letVictimsDie,
            Consumer<String> info,
            Consumer<String> error) {
        this.instrumentation = instrumentation;
        this.meters = new MeterState(ledgerRows);
        this.witness = witness;
        this.letVictimsDie = letVictimsDie;
        this.info = info;
        this.error = error;
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
    }

    /**
     * Begins to look for the application's Micrometer, ever more rarely, on a thread of its own: what is registered passes through
     * code of the application.
     *
     * @param ledgerRows whether each row of the ledger is to be a meter
     * @param letVictimsDie returns once no victim of the kernel is dying: what a look needs may make the kernel kill once more
     */
    public static ApplicationMeters open(
            Instrumentation instrumentation,
            boolean ledgerRows,
            Supplier<WitnessState> witness,
            Runnable letVictimsDie,
            Consumer<String> info,
            Consumer<String> error) {
        ApplicationMeters sink =
                new ApplicationMeters(instrumentation, ledgerRows, witness, letVictimsDie, info, error);
        sink.thread.start();
        return sink;
    }

    @Override
    public void accept(Finding finding) {
        meters.accept(finding);
    }

    @Override
    public void close() {
        ending = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (bindings) {
            for (WeakReference<AutoCloseable> reference : bindings) {
                takeBack(reference.get());
            }
            bindings.clear();
        }
    }

    private void look() {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            while (!ending) {
                Thread.sleep(pause);
                pause = Math.min(pause + pause / 4, LONGEST_PAUSE_MILLIS);
                letVictimsDie.run();
                lookOnce();
            }
        } catch (InterruptedException stopped) {
            // By close, which takes back what is bound.
        } catch (RuntimeException | Error failure) {
            error.accept("no longer looking for the application's Micrometer (" + failure + ")");
        }
    }

    private void lookOnce() throws InterruptedException {
        try {
            if (!isBound() && !ApplicationMicrometer.loaders(instrumentation).isEmpty()) {
                Thread.sleep(SETTLING_MILLIS);
                ApplicationMicrometer.loaders(instrumentation).forEach(this::bind);
            }
        } catch (OutOfMemoryError full) {
            // The application's heap is full at this moment; there is another look.
        }
    }

    /** An application that was dropped, with its registry, leaves an empty reference. */
    private boolean isBound() {
        synchronized (bindings) {
            bindings.removeIf(reference -> reference.get() == null);
            return !bindings.isEmpty();
        }
    }

    private void bind(@Nullable ClassLoader application) {
        if (ending || (application != null && refusing.contains(application))) {
            return;
        }
        try {
            AutoCloseable binding = new BinderLoader(application).bind(meters, witness, this::sayThatItIsTaken);
            synchronized (bindings) {
                bindings.add(new WeakReference<>(binding));
            }
            info.accept("meters are in the application's own Micrometer");
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            if (application != null) {
                refusing.add(application);
            }
            error.accept("no meters in the application's Micrometer: it refused them (" + failure
                    + "); micrometer=off keeps the agent from trying, prometheus=[host:]port offers them elsewhere");
        }
    }

    private void sayThatItIsTaken(String name) {
        error.accept(
                "no meter " + name + " in the application's Micrometer: the application has one of that name itself");
    }

    private void takeBack(@Nullable AutoCloseable binding) {
        try {
            if (binding != null) {
                binding.close();
            }
        } catch (Exception | LinkageError failure) {
            error.accept("the application's Micrometer kept some meters, which stand still now (" + failure + ")");
        }
    }
}
