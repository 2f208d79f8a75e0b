package io.gatehouse.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the archive for this machine.
 *
 * <p>They stay in a folder that only its owner can write: programs in a shared temporary folder could be replaced by
 * another user, and would be swept away below a running server.
 */
final class PostgresBinaries {

    private static final Set<String> NEEDED = Set.of("initdb", "pg_ctl", "postgres");

    private PostgresBinaries() {}

    /** The folder with {@code bin}, {@code lib} and {@code share}; unpacked if it is not there or not whole. */
    static Path unpackedIn(Path directory) {
        try {
            byte[] archive = archive();
            Path installation = directory.resolve(fingerprint(archive));
            if (isWhole(installation)) {
                return installation;
            }
            Files.createDirectories(directory);
            Path unfinished = directory.resolve("unfinished-" + UUID.randomUUID());
            unpack(archive, unfinished);
            DataFolder.delete(installation);
            moveInto(installation, unfinished);
            return installation;
        } catch (IOException e) {
            throw new StartRefusedException(
                    "PostgreSQL cannot be unpacked to `" + directory + "`: " + DataFolder.reason(e), e);
        }
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name", "");
        String machine = System.getProperty("os.arch", "");
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(family(system), machine)) {
            return archive.readAllBytes();
        } catch (IllegalStateException missing) {
            throw new StartRefusedException(
                    "no database is configured, and there is no embedded PostgreSQL for " + system + " on " + machine
                            + "; set gatehouse.database.url",
                    missing);
        }
    }

    private static String family(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return "Windows";
        }
        return name.startsWith("mac") ? "Darwin" : system;
    }

    private static String fingerprint(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static boolean isWhole(Path installation) {
        Path programs = installation.resolve("bin");
        return Files.isDirectory(installation.resolve("share"))
                && NEEDED.stream()
                        .allMatch(name ->
                                Files.exists(programs.resolve(name)) || Files.exists(programs.resolve(name + ".exe")));
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream entries =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            TarArchiveEntry entry;
            while ((entry = entries.getNextEntry()) != null) {
                unpack(entry, entries, target);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive reaches outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Path parent = path.getParent();
        Files.createDirectories(parent == null ? target : parent);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, target.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(content, path);
            boolean isProgram = (entry.getMode() & 0100) != 0;
            if (isProgram && !path.toFile().setExecutable(true, false)) {
                throw new IOException("cannot be made executable: " + path);
            }
        }
    }

    private static void moveInto(Path installation, Path unfinished) throws IOException {
        try {
            Files.move(unfinished, installation, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            DataFolder.delete(unfinished);
            if (!isWhole(installation)) {
                throw e;
            }
            // Another start unpacked the same archive meanwhile.
        }
    }
}
