package io.gatehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which version this program is, as the build wrote it into a file beside this class. */
final class Version {
    private static final String FILE = "version.txt";

    private Version() {}

    static String text() {
        try (InputStream file = Version.class.getResourceAsStream(FILE)) {
            return file == null ? "unknown" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
