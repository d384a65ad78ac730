// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.evidence;

import java.time.Instant;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;

/**
 * Who started a process, from the JDK's own {@code jdk.ProcessStart}.
 *
 * @param thread the Java thread's name
 * @param frame the innermost frame outside the JDK, such as {@code Worker.run:12}
 */
public record ChildStart(long pid, Instant time, Optional<String> thread, Optional<String> frame) {
    static final String TYPE = "jdk.ProcessStart";

    static ChildStart of(RecordedEvent event) {
        Optional<String> thread =
                Optional.ofNullable(event.getThread()).flatMap(started -> Optional.ofNullable(started.getJavaName()));
        Optional<String> frame = Optional.ofNullable(event.getStackTrace())
                .flatMap(stack -> stack.getFrames().stream()
                        .filter(RecordedFrame::isJavaFrame)
                        .filter(candidate -> !isOfTheJdk(candidate.getMethod()))
                        .findFirst()
                        .map(ChildStart::describe));
        return new ChildStart(event.getLong("pid"), event.getStartTime(), thread, frame);
    }

    private static boolean isOfTheJdk(RecordedMethod method) {
        return method.getType().getName().startsWith("java.");
    }

    private static String describe(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName() + ":" + frame.getLineNumber();
    }
}
