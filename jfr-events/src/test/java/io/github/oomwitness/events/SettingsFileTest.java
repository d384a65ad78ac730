// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import jdk.jfr.Configuration;
import org.junit.jupiter.api.Test;

/** {@code oomwitness.jfc}, read the way the JVM reads it. */
class SettingsFileTest {

    @Test
    void everySettingOfOurEventsIsListedWithItsDefault() throws IOException, ParseException {
        Map<String, String> ours = new HashMap<>(settingsFile().getSettings());
        ours.keySet().removeIf(setting -> !setting.startsWith("oomwitness."));

        assertThat(ours).isEqualTo(defaultsOfOurEvents());
    }

    @Test
    void processStartsAreRecordedWithTheStackThatVictimStartedByIsJoinedFrom() throws IOException, ParseException {
        assertThat(settingsFile().getSettings())
                .containsEntry("jdk.ProcessStart#enabled", "true")
                .containsEntry("jdk.ProcessStart#stackTrace", "true");
    }

    private static Configuration settingsFile() throws IOException, ParseException {
        InputStream file = Objects.requireNonNull(OomKill.class.getResourceAsStream("oomwitness.jfc"));
        try (Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            return Configuration.create(reader);
        }
    }

    private static Map<String, String> defaultsOfOurEvents() {
        Map<String, String> defaults = new HashMap<>();
        for (Contract event : Contract.values()) {
            defaults.put(event.eventName() + "#enabled", "true");
            defaults.put(event.eventName() + "#stackTrace", "false");
            if (event.period != null) {
                defaults.put(event.eventName() + "#period", event.period);
            }
        }
        return defaults;
    }
}
