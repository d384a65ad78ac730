// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.entry;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Loads everything but the entry from a folder of the agent's own jar. Its parent is the platform loader: the agent
 * never sees the application's JNA or Micrometer, and the application never sees the agent's.
 *
 * <p>Classes are kept as {@code .classdata}, so that scanners of the class path do not trip over them.
 */
final class IsolatedLoader extends ClassLoader {
    private static final String FOLDER = "isolated/";

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;
    private final ProtectionDomain domain;

    IsolatedLoader(File jarFile) throws IOException {
        // In Java 9 and later the parent of the system loader is the platform loader, which Java 8 cannot name.
        super(ClassLoader.getSystemClassLoader().getParent());
        this.jar = new JarFile(jarFile, false);
        this.domain = IsolatedLoader.class.getProtectionDomain();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ZipEntry entry = jar.getEntry(FOLDER + name.replace('.', '/') + ".classdata");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try {
            byte[] bytes = read(entry);
            return defineClass(name, bytes, 0, bytes.length, domain);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    @Override
    protected URL findResource(String name) {
        final ZipEntry entry = jar.getEntry(FOLDER + name);
        if (entry == null) {
            return null;
        }
        try {
            return new URL("oomwitness", "", -1, "/" + name, new EntryHandler(entry));
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL resource = findResource(name);
        return resource == null
                ? Collections.<URL>emptyEnumeration()
                : Collections.enumeration(Collections.singleton(resource));
    }

    private byte[] read(ZipEntry entry) throws IOException {
        InputStream stream = jar.getInputStream(entry);
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.max(entry.getSize(), 512));
            byte[] buffer = new byte[8192];
            int count;
            while ((count = stream.read(buffer)) >= 0) {
                bytes.write(buffer, 0, count);
            }
            return bytes.toByteArray();
        } finally {
            stream.close();
        }
    }

    /** Opens an entry through this loader's own jar: a {@code jar:} URL would keep a second one open in a cache. */
    private final class EntryHandler extends URLStreamHandler {
        private final ZipEntry entry;

        EntryHandler(ZipEntry entry) {
            this.entry = entry;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    // The jar is open already.
                }

                @Override
                public InputStream getInputStream() throws IOException {
                    return jar.getInputStream(entry);
                }
            };
        }
    }
}
