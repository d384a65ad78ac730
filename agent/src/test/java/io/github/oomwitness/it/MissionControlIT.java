// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.DataAmount;
import jdk.jfr.Percentage;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.unit.ContentType;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.QuantityConversionException;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** JDK Mission Control reads a recording with its own parser: types, units and values are held against the JDK's. */
class MissionControlIT {
    private static final long MIB = 1L << 20;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void everyFieldHasTheUnitAndTheValueThatTheJdkReads(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("mission-control").limitTo(320 * MIB);
                WitnessedJvm jvm =
                        WitnessedJvm.with(jdk).in(cgroup).recording().start().awaitWitness()) {
            Victim.killedIn(cgroup, "displayed");
            jvm.awaitRecorded(1, "oomwitness.WitnessStatus").awaitRecorded(1, "oomwitness.OomKill");
            assertThat(jvm.exit(0)).isZero();

            assertAgrees("oomwitness.OomKill", jvm);
            assertAgrees("oomwitness.WitnessStatus", jvm);
        }
    }

    private static void assertAgrees(String type, WitnessedJvm jvm)
            throws IOException, CouldNotLoadRecordingException, QuantityConversionException {
        RecordedEvent event = jvm.events(type).get(0);
        IItem item = itemsOf(type, jvm).get(0);
        List<String> compared = new ArrayList<>();
        for (ValueDescriptor field : event.getFields()) {
            if (List.of("startTime", "duration", "eventThread", "stackTrace").contains(field.getName())) {
                continue;
            }
            IAccessorKey<?> key = keyOf(field.getName(), item);
            assertThat(key.getContentType()).as(field.getName()).isEqualTo(expectedContentType(field));
            assertSameValue(field, event, valueOf(key, item));
            compared.add(field.getName());
        }
        assertThat(compared).as("fields of " + type).hasSizeGreaterThan(10);
        assertThat(item.getType().getName())
                .as("what Mission Control's user reads")
                .isEqualTo(event.getEventType().getLabel());
    }

    private static ContentType<?> expectedContentType(ValueDescriptor field) {
        if (field.getAnnotation(DataAmount.class) != null) {
            return UnitLookup.MEMORY;
        }
        if (field.getAnnotation(Timespan.class) != null) {
            return UnitLookup.TIMESPAN;
        }
        if (field.getAnnotation(Timestamp.class) != null) {
            return UnitLookup.TIMESTAMP;
        }
        if (field.getAnnotation(Percentage.class) != null) {
            return UnitLookup.PERCENTAGE;
        }
        return switch (field.getTypeName()) {
            case "boolean" -> UnitLookup.FLAG;
            case "java.lang.String" -> UnitLookup.PLAIN_TEXT;
            // A bare long would come out as a raw number, which Mission Control neither formats nor compares.
            case "int", "double" -> UnitLookup.NUMBER;
            default -> throw new AssertionError(field.getName() + " is a " + field.getTypeName());
        };
    }

    private static void assertSameValue(ValueDescriptor field, RecordedEvent event, @Nullable Object seen)
            throws QuantityConversionException {
        String name = field.getName();
        if (seen instanceof IQuantity quantity) {
            assertSameQuantity(field, event, quantity);
        } else {
            assertThat(seen).as(name).isEqualTo(event.getValue(name));
        }
    }

    private static void assertSameQuantity(ValueDescriptor field, RecordedEvent event, IQuantity seen)
            throws QuantityConversionException {
        String name = field.getName();
        ContentType<?> type = expectedContentType(field);
        if (type == UnitLookup.MEMORY) {
            assertThat(seen.longValueIn(UnitLookup.BYTE)).as(name).isEqualTo(event.getLong(name));
        } else if (type == UnitLookup.TIMESPAN) {
            assertThat(seen.longValueIn(UnitLookup.NANOSECOND))
                    .as(name)
                    .isEqualTo(event.getDuration(name).toNanos());
        } else if (type == UnitLookup.TIMESTAMP) {
            Instant instant = event.getInstant(name);
            assertThat(seen.longValueIn(UnitLookup.EPOCH_MS)).as(name).isEqualTo(instant.toEpochMilli());
        } else {
            assertThat(seen.numberValue().doubleValue()).as(name).isEqualTo(event.getDouble(name));
        }
    }

    /** Items of one type may be spread over several iterables. */
    private static List<IItem> itemsOf(String type, WitnessedJvm jvm)
            throws IOException, CouldNotLoadRecordingException {
        IItemCollection all = JfrLoaderToolkit.loadEvents(jvm.recordingFile().toFile());
        List<IItem> items = new ArrayList<>();
        for (IItemIterable iterable : all.apply(ItemFilters.type(type))) {
            iterable.forEach(items::add);
        }
        assertThat(items).hasSameSizeAs(jvm.events(type));
        return items;
    }

    private static IAccessorKey<?> keyOf(String field, IItem item) {
        return item.getType().getAccessorKeys().keySet().stream()
                .filter(key -> key.getIdentifier().equals(field))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Mission Control sees no field " + field));
    }

    @SuppressWarnings("unchecked") // an item's own type gives accessors for this very item
    private static <V> @Nullable V valueOf(IAccessorKey<V> key, IItem item) {
        return ((IType<IItem>) item.getType()).getAccessor(key).getMember(item);
    }
}
