// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/** Thread and frame of a {@code jdk.ProcessStart}, as {@code victimStartedBy} has them. */
final class StarterText {
    private StarterText() {}

    /** Such as {@code worker-3: com.acme.Converter.convert:42}; null where the event names no thread. */
    static @Nullable String of(RecordedEvent event) {
        RecordedThread thread = event.getThread();
        if (thread == null) {
            return null;
        }
        String frame = applicationFrame(event.getStackTrace());
        return frame == null ? nameOf(thread) : nameOf(thread) + ": " + frame;
    }

    /** A virtual thread mostly has no name. */
    private static String nameOf(RecordedThread thread) {
        String name = thread.getJavaName();
        return name == null || name.isEmpty() ? "thread " + thread.getJavaThreadId() : name;
    }

    /** The innermost frame that is not the JDK's; null where the stack has none, or was cut off before it. */
    private static @Nullable String applicationFrame(@Nullable RecordedStackTrace stack) {
        if (stack == null) {
            return null;
        }
        for (RecordedFrame frame : stack.getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (frame.isJavaFrame() && !isOfTheJdk(type)) {
                int line = frame.getLineNumber();
                return type + "." + frame.getMethod().getName() + (line < 0 ? "" : ":" + line);
            }
        }
        return null;
    }

    private static boolean isOfTheJdk(String type) {
        return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
    }
}
