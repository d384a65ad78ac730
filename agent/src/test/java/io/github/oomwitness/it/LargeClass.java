// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A class of a mebibyte, nearly all of it code that nobody runs: it takes metaspace and hardly anything besides. */
final class LargeClass extends ClassLoader {
    private static final int METHODS = 17;
    private static final int CODE_BYTES = 61_000;
    private static final int CLASS_FILE_OF_JAVA_8 = 52;
    private static final int FIRST_METHOD_NAME = 6;

    private LargeClass() {
        super(null);
    }

    /** The class, defined by a loader of its own. */
    static Class<?> define(byte[] bytes) {
        return new LargeClass().defineClass("Large", bytes, 0, bytes.length);
    }

    /** The class file. */
    static byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0xCAFEBABE);
            out.writeInt(CLASS_FILE_OF_JAVA_8);
            out.writeShort(FIRST_METHOD_NAME + METHODS + 1);
            writeText(out, "Large");
            writeClass(out, 1);
            writeText(out, "java/lang/Object");
            writeClass(out, 3);
            writeText(out, "Code");
            writeText(out, "()V");
            for (int i = 0; i < METHODS; i++) {
                writeText(out, "m" + i);
            }
            // public, this class, its superclass, no interfaces, no fields
            out.writeShort(1);
            out.writeShort(2);
            out.writeShort(4);
            out.writeShort(0);
            out.writeShort(0);
            out.writeShort(METHODS);
            for (int i = 0; i < METHODS; i++) {
                writeMethod(out, FIRST_METHOD_NAME + 1 + i);
            }
            out.writeShort(0);
        }
        return bytes.toByteArray();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        out.writeByte(1);
        out.writeUTF(text);
    }

    private static void writeClass(DataOutputStream out, int name) throws IOException {
        out.writeByte(7);
        out.writeShort(name);
    }

    /** A static method of no-operations and a return. */
    private static void writeMethod(DataOutputStream out, int name) throws IOException {
        out.writeShort(8);
        out.writeShort(name);
        out.writeShort(FIRST_METHOD_NAME);
        out.writeShort(1);
        out.writeShort(5);
        out.writeInt(12 + CODE_BYTES);
        out.writeShort(0);
        out.writeShort(0);
        out.writeInt(CODE_BYTES);
        out.write(new byte[CODE_BYTES - 1]);
        out.writeByte(0xb1);
        out.writeInt(0);
    }
}
