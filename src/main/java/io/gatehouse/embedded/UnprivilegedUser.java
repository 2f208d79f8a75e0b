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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who PostgreSQL runs as, since it refuses to run as root. Root starts it as the owner of the data folder. Where root
 * owns that, it runs in a user namespace of its own, in which root's files stay its own and no privilege is left; where
 * namespaces are not permitted (in most containers), the folder is given to the user {@code nobody}.
 */
final class UnprivilegedUser {

    private static final int ROOT = 0;
    private static final int NOBODY = 65534;
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    /** Lets a user enter folders that only root may enter, as root's home is; it gives no other privilege. */
    private static final List<String> THROUGH_CLOSED_FOLDERS =
            List.of("--securebits=+no_setuid_fixup", "--inh-caps=+dac_override", "--ambient-caps=+dac_override");

    private final List<String> prefix;

    private UnprivilegedUser(List<String> prefix) {
        this.prefix = prefix;
    }

    /** Gives the folder and what is in it to the user who will work with it. */
    static UnprivilegedUser of(DataFolder folder) throws IOException {
        Path root = folder.root();
        if (!DataFolder.hasPermissions(root) || new UnixSystem().getUid() != ROOT) {
            return new UnprivilegedUser(List.of());
        }
        int owner = (Integer) Files.getAttribute(root, "unix:uid");
        if (owner == ROOT && works(NAMESPACE, root)) {
            return new UnprivilegedUser(NAMESPACE);
        }
        int user = owner == ROOT ? NOBODY : owner;
        giveAll(root, user);
        return prefixFor(user, root)
                .map(UnprivilegedUser::new)
                .orElseThrow(() -> new StartRefusedException(
                        "PostgreSQL does not run as root, and neither `unshare -U` nor `setpriv` works here;"
                                + " start Gatehouse as an ordinary user, or set gatehouse.database.url"));
    }

    /** What stands before a command so that it runs as this user. */
    List<String> prefix() {
        return prefix;
    }

    private static Optional<List<String>> prefixFor(int user, Path folder) {
        List<String> plain = List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups");
        List<String> entering =
                Stream.concat(plain.stream(), THROUGH_CLOSED_FOLDERS.stream()).toList();
        return Stream.of(plain, entering)
                .filter(prefix -> works(prefix, folder))
                .findFirst();
    }

    /** Whether a command runs so as a user who is not root, has a name, which initdb asks for, and may enter. */
    private static boolean works(List<String> prefix, Path folder) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(
                List.of("sh", "-c", "test \"$(id -u)\" != 0 && id -un && test -x \"$1\"", "sh", folder.toString()));
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

    private static void giveAll(Path directory, int user) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                give(file, user);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                give(visited, user);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void give(Path path, int user) throws IOException {
        Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
    }
}
