// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A class of methods that are called often and return at once, above code that never runs: reads of a field of a class that does not
 * exist. C1 compiles each of those to a stub of its own, so that code takes many times what the class does.
 */
final class CompilableClass extends ClassLoader {
    private static final int METHODS = 10;
    private static final int READS = 1500;

    /** Far more than the JVM wants to see before it compiles a method. */
    private static final int CALLS = 2000;

    /** Later versions want to be told what is on the stack wherever code jumps to. */
    private static final int CLASS_FILE_OF_JAVA_5 = 49;

    private static final int PUBLIC_STATIC = 9;
    private static final int FIELD = 13;
    private static final int FIRST_METHOD = 14;

    private CompilableClass() {
        super(null);
    }

    /** The class, defined by a loader of its own, its methods compiled or about to be. */
    static Class<?> run(byte[] bytes) throws ReflectiveOperationException {
        Class<?> type = new CompilableClass().defineClass("Compilable", bytes, 0, bytes.length);
        type.getMethod("run").invoke(null);
        return type;
    }

    /** The class file. */
    static byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0xCAFEBABE);
            out.writeInt(CLASS_FILE_OF_JAVA_5);
            writeConstants(out);
            // public, this class, its superclass, no interfaces, no fields
            out.writeShort(1);
            out.writeShort(2);
            out.writeShort(4);
            out.writeShort(0);
            out.writeShort(0);
            out.writeShort(METHODS + 1);
            writeMethod(out, 6, 7, caller());
            for (int i = 0; i < METHODS; i++) {
                writeMethod(out, nameOf(i), 8, callee());
            }
            out.writeShort(0);
        }
        return bytes.toByteArray();
    }

    private static void writeConstants(DataOutputStream out) throws IOException {
        out.writeShort(FIRST_METHOD + 3 * METHODS);
        writeText(out, "Compilable");
        writeReference(out, 7, 1);
        writeText(out, "java/lang/Object");
        writeReference(out, 7, 3);
        writeText(out, "Code");
        writeText(out, "run");
        writeText(out, "()V");
        writeText(out, "(I)V");
        writeText(out, "Missing");
        writeReference(out, 7, 9);
        writeText(out, "I");
        // its name and its type
        writePair(out, 12, 9, 11);
        writePair(out, 9, 10, 12);
        for (int i = 0; i < METHODS; i++) {
            writeText(out, "m" + i);
            writePair(out, 12, nameOf(i), 8);
            writePair(out, 10, 2, nameOf(i) + 1);
        }
    }

    private static int nameOf(int method) {
        return FIRST_METHOD + 3 * method;
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        out.writeByte(1);
        out.writeUTF(text);
    }

    private static void writeReference(DataOutputStream out, int kind, int constant) throws IOException {
        out.writeByte(kind);
        out.writeShort(constant);
    }

    private static void writePair(DataOutputStream out, int kind, int first, int second) throws IOException {
        writeReference(out, kind, first);
        out.writeShort(second);
    }

    private static void writeMethod(DataOutputStream out, int name, int type, byte[] code) throws IOException {
        out.writeShort(PUBLIC_STATIC);
        out.writeShort(name);
        out.writeShort(type);
        out.writeShort(1);
        out.writeShort(5);
        out.writeInt(12 + code.length);
        out.writeShort(1);
        out.writeShort(1);
        out.writeInt(code.length);
        out.write(code);
        out.writeInt(0);
    }

    /** Calls each of the others with 0, over and over. */
    private static byte[] caller() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            // sipush, istore_0
            out.writeByte(0x11);
            out.writeShort(CALLS);
            out.writeByte(0x3b);
            int loop = out.size();
            for (int i = 0; i < METHODS; i++) {
                // iconst_0, invokestatic
                out.writeByte(0x03);
                out.writeByte(0xb8);
                out.writeShort(nameOf(i) + 2);
            }
            // iinc 0 by -1, iload_0, ifne, return
            out.write(new byte[] {(byte) 0x84, 0, -1, 0x1a});
            int jump = out.size();
            out.writeByte(0x9a);
            out.writeShort(loop - jump);
            out.writeByte(0xb1);
        }
        return bytes.toByteArray();
    }

    private static byte[] callee() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            // iload_0, ifne beyond the return, return
            out.write(new byte[] {0x1a, (byte) 0x9a, 0, 4, (byte) 0xb1});
            for (int i = 0; i < READS; i++) {
                // getstatic, pop
                out.writeByte(0xb2);
                out.writeShort(FIELD);
                out.writeByte(0x57);
            }
            out.writeByte(0xb1);
        }
        return bytes.toByteArray();
    }
}
