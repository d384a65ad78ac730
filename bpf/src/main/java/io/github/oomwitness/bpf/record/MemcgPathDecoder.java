// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Decodes an array of {@code struct memcg_level}, which kill records and the shared area have in common. */
final class MemcgPathDecoder {
    private final Pages pages;

    MemcgPathDecoder(Pages pages) {
        this.pages = pages;
    }

    MemcgPath decode(ByteBuffer bytes, int offset, int count, RecordText text, boolean version2, boolean truncated)
            throws MalformedRecordException {
        if (count < 1 || count > RecordLayout.MAX_LEVELS) {
            throw new MalformedRecordException("a path of " + Integer.toUnsignedString(count) + " cgroup levels");
        }
        List<MemcgLevel> levels = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            levels.add(decodeLevel(bytes, offset + index * RecordLayout.MemcgLevel.SIZE_OF, text));
        }
        return new MemcgPath(levels, version2, truncated);
    }

    private MemcgLevel decodeLevel(ByteBuffer bytes, int offset, RecordText text) throws MalformedRecordException {
        String name = text.string(
                Short.toUnsignedInt(bytes.getShort(offset + RecordLayout.MemcgLevel.NAME_OFFSET)),
                Short.toUnsignedInt(bytes.getShort(offset + RecordLayout.MemcgLevel.NAME_LENGTH)));
        return new MemcgLevel(
                bytes.getLong(offset + RecordLayout.MemcgLevel.ID),
                name,
                pages.amount(bytes.getLong(offset + RecordLayout.MemcgLevel.USAGE)),
                pages.limit(bytes.getLong(offset + RecordLayout.MemcgLevel.LIMIT)),
                pages.amount(bytes.getLong(offset + RecordLayout.MemcgLevel.SWAP_USAGE)),
                pages.limit(bytes.getLong(offset + RecordLayout.MemcgLevel.SWAP_LIMIT)),
                bytes.getShort(offset + RecordLayout.MemcgLevel.OOM_GROUP) == 1);
    }
}
