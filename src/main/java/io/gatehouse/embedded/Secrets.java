package io.gatehouse.embedded;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.Set;

/**
 * The passwords of the database accounts and the token pepper, made at random on the first start and kept beside the
 * data. Without the pepper no stored token can be verified, so it is never made a second time for the same data.
 */
final class Secrets {

    private static final String SUPERUSER = "database.superuser-password";
    private static final String OWNER = "database.owner-password";
    private static final String APPLICATION = "database.password";
    private static final String READER = "database.reader-password";
    private static final String PEPPERS = "token.peppers";

    private final Properties values;

    private Secrets(Properties values) {
        this.values = values;
    }

    static Secrets of(DataFolder folder) {
        try {
            if (Files.exists(folder.secrets())) {
                return load(folder.secrets());
            }
            if (folder.isNew()) {
                return create(folder.secrets());
            }
        } catch (IOException e) {
            throw new StartRefusedException(
                    "`" + folder.secrets() + "` cannot be used by this user: " + DataFolder.reason(e), e);
        }
        throw new StartRefusedException("`" + folder.secrets()
                + "` is missing; put it back, its pepper verifies every token of this data folder");
    }

    String superuserPassword() {
        return value(SUPERUSER);
    }

    /** For initdb, which takes it from a file only. */
    void writeSuperuserPassword(Path file) throws IOException {
        write(file, superuserPassword());
    }

    DatabaseAccounts accounts() {
        return new DatabaseAccounts(value(OWNER), value(APPLICATION), value(READER));
    }

    /** The pepper ring as {@code gatehouse.token.peppers} takes it. */
    String peppers() {
        return value(PEPPERS);
    }

    private String value(String key) {
        String value = values.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new StartRefusedException("secrets.properties in the data folder lacks `" + key + "`");
        }
        return value;
    }

    private static Secrets load(Path file) throws IOException {
        if (DataFolder.hasPermissions(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        Properties values = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            values.load(reader);
        }
        return new Secrets(values);
    }

    private static Secrets create(Path file) throws IOException {
        SecureRandom random = new SecureRandom();
        Properties values = new Properties();
        values.setProperty(SUPERUSER, secret(random));
        values.setProperty(OWNER, secret(random));
        values.setProperty(APPLICATION, secret(random));
        values.setProperty(READER, secret(random));
        values.setProperty(PEPPERS, "k1:" + secret(random));

        StringWriter text = new StringWriter();
        values.store(text, "Made on the first start. Back it up with the data: it holds the pepper of every token.");
        write(file, text.toString());
        return new Secrets(values);
    }

    /** Whole and on the disk before it has its name: half a file would lock its owner out. */
    private static void write(Path file, String text) throws IOException {
        Path unfinished = DataFolder.unfinished(file);
        Files.deleteIfExists(unfinished);
        FileAttribute<?>[] ownerOnly = DataFolder.hasPermissions(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (FileChannel channel = FileChannel.open(
                unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String secret(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
