// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the build compiled for each rung has the programs that are to be attached. */
class RungTest {
    @ParameterizedTest
    @EnumSource
    void everyHookIsInTheSkeletonOfItsVariant(Rung rung) throws IOException {
        assertThat(rung.variants()).isNotEmpty();
        for (Rung.Variant variant : rung.variants()) {
            LightSkeleton skeleton = LightSkeleton.named(variant.skeleton());
            for (Hook hook : variant.hooks()) {
                assertThat(skeleton.programDescriptorOffset(hook.program())).isPositive();
            }
            for (Hook hook : variant.stallHooks()) {
                assertThat(skeleton.programDescriptorOffset(hook.program())).isPositive();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLoadedByLibbpfIsThereAndNeedsNoNewerTracepoint(Rung rung) {
        assertThat(RungTest.class.getResource(rung.libbpfObject())).isNotNull();
        assertThat(rung.libbpfVariants())
                .allSatisfy(variant -> assertThat(variant.programs())
                        .contains("on_signal", "on_mark")
                        .doesNotContain("on_exit_mmap"));
        assertThat(rung.libbpfVariants()).extracting(Rung.Variant::least).containsExactly(false, true);
    }
}
