// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.cgroup.file.Faults;
import io.github.oomwitness.cgroup.file.FileText;
import io.github.oomwitness.cgroup.file.FlatKeyed;
import java.nio.file.Path;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever a file says: an answer, no exception, and never a number that cannot be. */
class ParsersNeverThrowTest {
    private final Faults faults = new Faults();

    @Property
    void flatKeyedValuesAreCountsOrMissing(@ForAll("texts") String text) {
        FlatKeyed format = new FlatKeyed(MemoryStatField.keys(CgroupVersion.V2));
        long[] values = format.newValues();

        format.parse(FileText.of(text), values, faults);

        assertThat(LongStream.of(values)).allMatch(value -> value >= -1 && value < Long.MAX_VALUE);
    }

    @Property
    void singleValuesAreInTheirRange(@ForAll("texts") String text) {
        assertThat(SingleValue.parseCount(FileText.of(text), faults)).isGreaterThanOrEqualTo(-1);
        assertThat(SingleValue.parseLimit(FileText.of(text), faults)).isBetween(-2L, SingleValue.LARGEST_LIMIT);
        assertThat(SingleValue.parseProtection(FileText.of(text), faults)).isGreaterThanOrEqualTo(-1);
    }

    @Property
    void pressureIsARatioOrMissing(@ForAll("texts") String text) {
        MemoryPressure pressure = MemoryPressure.parse(FileText.of(text), faults);

        assertThat(pressure.someAvg10())
                .satisfiesAnyOf(
                        ratio -> assertThat(ratio).isBetween(0.0, 1.0),
                        ratio -> assertThat(ratio).isNaN());
        assertThat(pressure.someTotalMicros()).isGreaterThanOrEqualTo(-1);
    }

    @Property
    void anyTextsLeadToALookup(@ForAll("procTexts") String groups, @ForAll("procTexts") String mounts) {
        assertThat(CgroupLocator.locate(groups, mounts, Path.of("/nonexistent"), 1))
                .isInstanceOf(CgroupLookup.NotFound.class);
    }

    @Property
    void anyPathAndAnyMountsLeadToAnIdentity(@ForAll("procTexts") String text) {
        assertThat(ContainerIdentity.fromCgroupPath(text)).isNotNull();
        assertThat(ContainerIdentity.fromMounts(text)).isNotNull();
    }

    @Provide
    Arbitrary<String> texts() {
        return fromPieces(
                "anon",
                "file",
                "some",
                "full",
                "avg10=",
                "total=",
                "max",
                " ",
                " ",
                "\n",
                "\n",
                "\t",
                "=",
                "0",
                "7",
                "12.34",
                "-",
                "9223372036854775807",
                "18446744073709551616",
                "1000000000000",
                "é",
                "\0");
    }

    @Provide
    Arbitrary<String> procTexts() {
        return fromPieces(
                "0::",
                "4:memory:",
                "/",
                "/..",
                "a",
                " (deleted)",
                "1 ",
                "2 ",
                "0:1 ",
                "rw ",
                "- ",
                "cgroup ",
                "cgroup2 ",
                "memory",
                "\\040",
                "\\",
                "\n",
                "\n",
                " ",
                ":",
                "pod",
                "-",
                "docker",
                "8209b1fcf9524a53cd600c6fd463ff1c50f078ecd426bc7da68de8fda2d6eab8",
                "1 1 0:1 / / rw - cgroup2 c rw\n",
                "2 1 0:1 / / rw - cgroup c rw,memory\n",
                "\0");
    }

    private static Arbitrary<String> fromPieces(String... pieces) {
        Arbitrary<String> anything = Arbitraries.strings().ofMaxLength(5);
        return Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.of(pieces)), Tuple.of(1, anything))
                .list()
                .ofMaxSize(30)
                .map(list -> String.join("", list));
    }
}
