package io.gatehouse.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The file that PostgreSQL and its programs write to, and what this start finds there when something fails. */
final class PostgresLog {

    private static final long LARGEST_BYTES = 16L << 20;

    private final Path file;
    private final long sizeBefore;

    private PostgresLog(Path file, long sizeBefore) {
        this.file = file;
        this.sizeBefore = sizeBefore;
    }

    static PostgresLog open(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > LARGEST_BYTES) {
            Files.move(file, file.resolveSibling("postgres.log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new PostgresLog(file, Files.size(file));
    }

    Path file() {
        return file;
    }

    /** PostgreSQL's last complaint since this start, so that nobody has to look for the log first. */
    String lastError() {
        String reason = "it gave no reason";
        try {
            byte[] all = Files.readAllBytes(file);
            int from = (int) Math.min(sizeBefore, all.length);
            String written = new String(Arrays.copyOfRange(all, from, all.length), StandardCharsets.UTF_8);
            for (String line : written.lines().toList()) {
                int at = Math.max(line.indexOf("FATAL:"), Math.max(line.indexOf("error:"), line.indexOf("could not")));
                reason = at < 0 ? reason : line.substring(at).strip();
            }
        } catch (IOException e) {
            reason = DataFolder.reason(e);
        }
        return reason + " (see `" + file + "`)";
    }
}
