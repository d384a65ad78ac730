// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import jdk.jfr.Event;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** One recording with two events of each type, one filled and one untouched, read by the JDK and by JDK Mission Control. */
class RecordingRoundTripTest {

    private static final Instant SOME_INSTANT = Instant.parse("2026-01-02T03:04:05.678Z");

    private static List<RecordedEvent> readByTheJdk;
    private static IItemCollection readByMissionControl;

    @BeforeAll
    static void recordAFilledAndAnUntouchedEventOfEachType(@TempDir Path directory)
            throws IOException, CouldNotLoadRecordingException, ReflectiveOperationException {
        Path file = directory.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            for (Contract contract : Contract.values()) {
                filled(contract).commit();
                untouched(contract).commit();
            }
            recording.stop();
            recording.dump(file);
        }
        readByTheJdk = RecordingFile.readAllEvents(file);
        readByMissionControl = JfrLoaderToolkit.loadEvents(file.toFile());
    }

    @ParameterizedTest
    @EnumSource
    void theJdkReadsBackWhatWasFilledIn(Contract contract) {
        RecordedEvent event = inJdk(contract).get(0);

        for (int i = 0; i < contract.fields().size(); i++) {
            String field = contract.fields().get(i);
            Object sample = sample(contract.kindOf(field), i);
            Object value = event.getValue(field);
            assertThat(value).as(field).isEqualTo(sample);
            switch (contract.kindOf(field)) {
                case SPAN -> assertThat(event.getDuration(field)).isEqualTo(Duration.ofNanos((long) sample));
                case INSTANT -> assertThat(event.getInstant(field)).isEqualTo(Instant.ofEpochMilli((long) sample));
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theJdkReadsMissingValuesAsMissing(Contract contract) {
        RecordedEvent event = inJdk(contract).get(1);

        for (String field : contract.fields()) {
            Object value = event.getValue(field);
            assertThat(value).as(field).isEqualTo(contract.kindOf(field).missing);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noStackTraceIsRecorded(Contract contract) {
        assertThat(inJdk(contract))
                .allSatisfy(event -> assertThat(event.getStackTrace()).isNull());
    }

    @ParameterizedTest
    @EnumSource
    void missionControlReadsTheTypesFieldsInTheOrderOfTheContract(Contract contract) {
        List<String> fields = inMissionControl(contract).getType().getAccessorKeys().keySet().stream()
                .map(IAccessorKey::getIdentifier)
                .filter(contract.fields()::contains)
                .toList();

        assertThat(fields).isEqualTo(contract.fields());
    }

    @ParameterizedTest
    @EnumSource
    void missionControlShowsOurLabelsAndContentTypes(Contract contract) {
        IType<IItem> type = inMissionControl(contract).getType();

        for (ValueDescriptor field : inJdk(contract).get(0).getFields()) {
            if (contract.fields().contains(field.getName())) {
                IAccessorKey<?> key = key(type, field.getName());
                assertThat(Objects.requireNonNull(type.getAccessorKeys().get(key))
                                .getName())
                        .isEqualTo(field.getLabel());
                assertThat(key.getContentType().getIdentifier())
                        .as(field.getName())
                        .isEqualTo(contract.kindOf(field.getName()).contentTypeInMissionControl);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void missionControlReadsBackWhatWasFilledInWithItsUnit(Contract contract) {
        for (int i = 0; i < contract.fields().size(); i++) {
            String field = contract.fields().get(i);
            FieldKind kind = contract.kindOf(field);
            assertThat(inOurUnit(kind, missionControlValue(contract, 0, field)))
                    .as(field)
                    .isEqualTo(sample(kind, i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void missionControlReadsMissingValuesAsMissing(Contract contract) {
        for (String field : contract.fields()) {
            FieldKind kind = contract.kindOf(field);
            assertThat(inOurUnit(kind, missionControlValue(contract, 1, field)))
                    .as(field)
                    .isEqualTo(kind.missing);
        }
    }

    private static Event filled(Contract contract) throws ReflectiveOperationException {
        Event event = untouched(contract);
        for (int i = 0; i < contract.fields().size(); i++) {
            String field = contract.fields().get(i);
            contract.type.getField(field).set(event, sample(contract.kindOf(field), i));
        }
        return event;
    }

    private static Event untouched(Contract contract) throws ReflectiveOperationException {
        return contract.type.getConstructor().newInstance();
    }

    /** A value of its own for each position, so that two mixed-up fields are told apart. */
    private static Object sample(FieldKind kind, int position) {
        return switch (kind) {
            case BYTES, LIMIT, DIFFERENCE -> (1L << 40) + position;
            case SPAN -> 141_000L + position;
            case INSTANT -> SOME_INSTANT.toEpochMilli() + position;
            case RATIO, AVERAGE -> 0.25 + position;
            case SCORE, KILL_ID, COUNT_OR_ID -> 1_000 + position;
            case FLAG -> true;
            case TEXT -> "text " + position;
        };
    }

    private static List<RecordedEvent> inJdk(Contract contract) {
        return readByTheJdk.stream()
                .filter(event -> event.getEventType().getName().equals(contract.eventName()))
                .toList();
    }

    private static IItemIterable inMissionControl(Contract contract) {
        return readByMissionControl.apply(ItemFilters.type(contract.eventName())).stream()
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable Object missionControlValue(Contract contract, int index, String field) {
        IItemIterable items = inMissionControl(contract);
        IType<IItem> type = items.getType();
        IItem item = items.stream().toList().get(index);
        return type.getAccessor(key(type, field)).getMember(item);
    }

    private static IAccessorKey<?> key(IType<IItem> type, String field) {
        return type.getAccessorKeys().keySet().stream()
                .filter(key -> key.getIdentifier().equals(field))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable Object inOurUnit(FieldKind kind, @Nullable Object value) {
        if (!(value instanceof IQuantity quantity)) {
            return value;
        }
        return switch (kind) {
            case BYTES, LIMIT, DIFFERENCE -> quantity.clampedLongValueIn(UnitLookup.BYTE);
            case SPAN -> quantity.clampedLongValueIn(UnitLookup.NANOSECOND);
            case INSTANT -> quantity.clampedLongValueIn(UnitLookup.EPOCH_MS);
            case RATIO -> quantity.doubleValueIn(UnitLookup.PERCENT_UNITY);
            case AVERAGE -> quantity.doubleValueIn(UnitLookup.NUMBER_UNITY);
            default -> (int) quantity.clampedLongValueIn(UnitLookup.NUMBER_UNITY);
        };
    }
}
