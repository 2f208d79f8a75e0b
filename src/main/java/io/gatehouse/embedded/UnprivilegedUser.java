package io.gatehouse.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who PostgreSQL runs as. It refuses to run as root, so root starts it in a user namespace of its own where it has no
 * privileges, or, where namespaces are not permitted (most containers), as the user {@code nobody}.
 *
 * <p>As {@code nobody} it keeps one capability, to pass through folders that only root may enter: root's home is one.
 */
final class UnprivilegedUser {

    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> AS_NOBODY = List.of(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override");

    private final List<String> prefix;
    private final int fileOwner;

    private UnprivilegedUser(List<String> prefix, int fileOwner) {
        this.prefix = prefix;
        this.fileOwner = fileOwner;
    }

    static UnprivilegedUser forThisProcess(Path anyPath) {
        if (!DataFolder.hasPermissions(anyPath) || new UnixSystem().getUid() != ROOT) {
            return new UnprivilegedUser(List.of(), -1);
        }
        if (isNamedUser(NAMESPACE)) {
            return new UnprivilegedUser(NAMESPACE, ROOT);
        }
        if (isNamedUser(AS_NOBODY)) {
            return new UnprivilegedUser(AS_NOBODY, NOBODY);
        }
        throw new StartRefusedException("PostgreSQL does not run as root, and neither `unshare -U` nor `setpriv` works"
                + " here; start Gatehouse as an ordinary user, or set gatehouse.database.url");
    }

    /** What stands before a command so that it runs as this user. */
    List<String> prefix() {
        return prefix;
    }

    /** Gives a folder that an earlier start left to another user to this one. */
    void takeOver(Path directory) throws IOException {
        if (fileOwner < 0 || !Files.exists(directory) || ownerOf(directory) == fileOwner) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                own(file);
                return FileVisitResult.CONTINUE;
            }

            // The folder itself comes last: a take-over that was cut short is repeated.
            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                own(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", fileOwner, LinkOption.NOFOLLOW_LINKS);
    }

    private static int ownerOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    /** Whether a command runs under this prefix as somebody other than root, with a name, which initdb asks for. */
    private static boolean isNamedUser(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("sh", "-c", "test \"$(id -u)\" != 0 && id -un"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
