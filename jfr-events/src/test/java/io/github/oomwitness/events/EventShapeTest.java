// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jfr.AnnotationElement;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.EventType;
import jdk.jfr.Label;
import jdk.jfr.Period;
import jdk.jfr.Relational;
import jdk.jfr.SettingDescriptor;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Flight Recorder makes of the event classes, before anything is recorded. */
class EventShapeTest {

    private static final Set<String> FIELDS_OF_FLIGHT_RECORDER =
            Set.of("startTime", "duration", "eventThread", "stackTrace");
    private static final Set<String> DESCRIPTIVE_ANNOTATIONS =
            Set.of(Label.class.getName(), Description.class.getName());
    private static final Pattern HEADLINE_WORD = Pattern.compile("[A-Z0-9][A-Za-z0-9]*|in|of|by");

    @ParameterizedTest
    @EnumSource
    void fieldsAreThoseOfTheContractInItsOrder(Contract event) {
        assertThat(ownFields(event)).extracting(ValueDescriptor::getName).isEqualTo(event.fields());
    }

    @ParameterizedTest
    @EnumSource
    void flightRecorderDropsNoField(Contract event) {
        List<String> declared = Arrays.stream(event.type.getFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(Field::getName)
                .toList();

        assertThat(ownFields(event)).extracting(ValueDescriptor::getName).containsExactlyInAnyOrderElementsOf(declared);
    }

    @ParameterizedTest
    @EnumSource
    void namesAndCategoriesAreThoseOfTheContract(Contract event) {
        EventType type = EventType.getEventType(event.type);

        assertThat(type.getName()).isEqualTo(event.eventName());
        assertThat(type.getCategoryNames()).isEqualTo(event.category());
        assertThat(type.getDescription()).isNotBlank().doesNotEndWith(".");
        assertThatIsHeadline(type.getLabel());
    }

    @ParameterizedTest
    @EnumSource
    void theClassIsFinalSoThatNobodyAddsFields(Contract event) {
        assertThat(event.type).isFinal();
    }

    @ParameterizedTest
    @EnumSource
    void eventsAreEnabledWithoutStackTraceByDefault(Contract event) {
        assertThat(EventType.getEventType(event.type).getSettingDescriptors())
                .extracting(SettingDescriptor::getName, SettingDescriptor::getDefaultValue)
                .contains(tuple(Enabled.NAME, "true"), tuple(StackTrace.NAME, "false"));
    }

    @ParameterizedTest
    @EnumSource
    void thePeriodIsThatOfTheContract(Contract event) {
        Period period = event.type.getAnnotation(Period.class);

        assertThat(period == null ? null : period.value()).isEqualTo(event.period);
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldHasALabelInHeadlineCaseWithoutFullStop(Contract event) {
        ownFields(event).forEach(field -> assertThatIsHeadline(field.getLabel()));
        assertThat(ownFields(event)).extracting(ValueDescriptor::getLabel).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void everyNumberSaysWhatAMissingValueLooksLike(Contract event) {
        for (ValueDescriptor field : ownFields(event)) {
            assertThat(field.getDescription())
                    .as(field.getName())
                    .isNotBlank()
                    .doesNotEndWith(".")
                    .contains(event.kindOf(field.getName()).missingInDescription);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldHasTheTypeAndUnitOfItsKind(Contract event) throws ReflectiveOperationException {
        for (ValueDescriptor field : ownFields(event)) {
            FieldKind kind = event.kindOf(field.getName());
            assertThat(event.type.getField(field.getName()).getType())
                    .as(field.getName())
                    .isEqualTo(kind.javaType);
            assertThat(units(field))
                    .as(field.getName())
                    .extracting(AnnotationElement::getTypeName)
                    .isEqualTo(kind.unit == null ? List.of() : List.of(kind.unit));
        }
    }

    @ParameterizedTest
    @EnumSource
    void amountsAreBytesSpansNanosecondsAndInstantsMilliseconds(Contract event) {
        for (ValueDescriptor field : ownFields(event)) {
            Object unit = units(field).stream()
                    .filter(annotation -> annotation.hasValue("value"))
                    .map(annotation -> annotation.getValue("value"))
                    .findFirst()
                    .orElse("");
            String expected = switch (event.kindOf(field.getName())) {
                case BYTES, LIMIT, DIFFERENCE -> DataAmount.BYTES;
                case SPAN -> Timespan.NANOSECONDS;
                case INSTANT -> Timestamp.MILLISECONDS_SINCE_EPOCH;
                default -> "";
            };
            assertThat(unit).as(field.getName()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventNobodyFilledHoldsMissingValuesOnly(Contract event) throws ReflectiveOperationException {
        Object untouched = event.type.getConstructor().newInstance();

        for (String field : event.fields()) {
            assertThat(event.type.getField(field).get(untouched)).as(field).isEqualTo(event.kindOf(field).missing);
        }
    }

    @Test
    void killIdsRelateEventsToEachOther() {
        ValueDescriptor ofKill = EventType.getEventType(OomKill.class).getField("killId");
        ValueDescriptor ofTask = EventType.getEventType(OomKillTask.class).getField("killId");

        assertThat(List.of(ofKill, ofTask))
                .allSatisfy(field -> assertThat(field.getAnnotationElements())
                        .filteredOn(annotation -> annotation.getTypeName().equals("oomwitness.KillId"))
                        .singleElement()
                        .extracting(annotation -> annotation.getAnnotation(Relational.class))
                        .isNotNull());
    }

    private static List<ValueDescriptor> ownFields(Contract event) {
        return EventType.getEventType(event.type).getFields().stream()
                .filter(field -> !FIELDS_OF_FLIGHT_RECORDER.contains(field.getName()))
                .toList();
    }

    private static List<AnnotationElement> units(ValueDescriptor field) {
        return field.getAnnotationElements().stream()
                .filter(annotation -> !DESCRIPTIVE_ANNOTATIONS.contains(annotation.getTypeName()))
                .toList();
    }

    private static void assertThatIsHeadline(String label) {
        assertThat(label).isNotBlank().hasSizeLessThanOrEqualTo(30);
        assertThat(label.split("[ -]")).allSatisfy(word -> assertThat(word).matches(HEADLINE_WORD));
    }
}
