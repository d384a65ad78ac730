// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup.file;

import java.nio.charset.StandardCharsets;

/** A fixed set of keys, found among the words of a {@link FileText} without making strings. */
public final class KeyTable {
    /** What {@link #find} answers for a word that is none of the keys. */
    public static final int NOT_FOUND = -1;

    private final byte[][] keys;
    private final int[] indexBySlot;

    private KeyTable(byte[][] keys, int[] indexBySlot) {
        this.keys = keys;
        this.indexBySlot = indexBySlot;
    }

    /** A key's index is its place among the arguments; an empty one keeps its index and is never found. */
    public static KeyTable of(String... names) {
        byte[][] keys = new byte[names.length][];
        int[] indexBySlot = new int[Integer.highestOneBit(Math.max(1, names.length)) * 4];
        for (int index = 0; index < names.length; index++) {
            keys[index] = names[index].getBytes(StandardCharsets.US_ASCII);
            if (keys[index].length > 0) {
                int slot = hash(keys[index], 0, keys[index].length) & (indexBySlot.length - 1);
                while (indexBySlot[slot] != 0) {
                    slot = (slot + 1) & (indexBySlot.length - 1);
                }
                indexBySlot[slot] = index + 1;
            }
        }
        return new KeyTable(keys, indexBySlot);
    }

    public int size() {
        return keys.length;
    }

    /** The index of the key that the text's current word is. */
    public int find(FileText text) {
        int slot = text.wordHash() & (indexBySlot.length - 1);
        while (indexBySlot[slot] != 0) {
            int index = indexBySlot[slot] - 1;
            if (text.wordIs(keys[index])) {
                return index;
            }
            slot = (slot + 1) & (indexBySlot.length - 1);
        }
        return NOT_FOUND;
    }

    static int hash(byte[] bytes, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash ^ (hash >>> 15);
    }
}
