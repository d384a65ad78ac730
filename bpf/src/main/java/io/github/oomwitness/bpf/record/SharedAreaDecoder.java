// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import java.nio.ByteBuffer;

/** Reads what the kernel program leaves in {@code struct shared_area}. */
public final class SharedAreaDecoder {
    private static final int LEVELS_TRUNCATED = 4;

    private final MemcgPathDecoder paths;

    /**
     * A decoder for areas of one kernel.
     *
     * @param pageSize bytes in a page of the kernel that wrote the area
     */
    public SharedAreaDecoder(int pageSize) {
        this.paths = new MemcgPathDecoder(new Pages(pageSize));
    }

    /**
     * The answer of the locate program's last run.
     *
     * @throws MalformedRecordException where it has not run or contradicts itself
     */
    public MemcgPath located(ByteBuffer area) throws MalformedRecordException {
        RecordText text = RecordText.within(
                area, RecordLayout.SharedArea.LOCATED_TEXT, area.getInt(RecordLayout.SharedArea.LOCATED_TEXT_LENGTH));
        return paths.decode(
                area,
                RecordLayout.SharedArea.LOCATED_LEVELS,
                area.getInt(RecordLayout.SharedArea.LOCATED_LEVEL_COUNT),
                text,
                area.getInt(RecordLayout.SharedArea.LOCATED_HIERARCHY_ID) == 0,
                (area.getInt(RecordLayout.SharedArea.LOCATED_FLAGS) & LEVELS_TRUNCATED) != 0);
    }
}
