// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

class TaggedTestsTest {
    @Test
    void everyTestOfTheTestBedIsAmongThem() {
        assertThat(ReflectionSupport.findAllClassesInPackage(
                        TaggedTests.class.getPackageName(), TaggedTestsTest::isOfTheTestBed, name -> true))
                .isNotEmpty()
                .hasSameElementsAs(TaggedTests.CLASSES);
    }

    private static boolean isOfTheTestBed(Class<?> type) {
        return Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredMethods()))
                .flatMap(element -> AnnotationSupport.findRepeatableAnnotations(element, Tag.class).stream())
                .anyMatch(tag -> tag.value().equals("testbed"));
    }
}
