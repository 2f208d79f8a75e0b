package io.gatehouse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of a command, {@code --name value} or {@code --name=value}. */
record CommandLine(Map<String, String> options) {
    static final String USAGE = """
            usage: gatehouse [command]
              serve            listen and answer; the default
              migrate          bring the database to this version's schema and end
              setup            make the first organization, bucket, user and operator token, and print the token
                --org NAME --bucket NAME --user NAME [--password-file FILE]
                                   the password is read from the file, from GATEHOUSE_SETUP_PASSWORD, or from stdin
              operator-token   make a new operator token, where all are lost, and print it
                [--org NAME] [--user NAME]
                                   an active organization, and an active owner of the instance
              version          print the version
            """;

    CommandLine {
        options = Map.copyOf(options);
    }

    /** A command line that cannot be understood. */
    static final class UsageException extends RuntimeException {
        UsageException(String message) {
            super(message);
        }
    }

    /**
     * Reads what follows the command.
     *
     * @param known names of options, without their dashes
     */
    static CommandLine parse(String[] args, Set<String> known) {
        Map<String, String> options = new HashMap<>();
        List<String> words = List.of(args).subList(Math.min(1, args.length), args.length);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!name.startsWith("--") || !known.contains(name.substring(2))) {
                // INVARIANT: the word itself is not repeated, since somebody may have written a password.
                throw new UsageException("`" + args[0] + "` takes no such argument");
            }
            if (equals < 0 && i + 1 == words.size()) {
                throw new UsageException(name + " needs a value");
            }
            options.put(name.substring(2), equals < 0 ? words.get(++i) : word.substring(equals + 1));
        }
        return new CommandLine(options);
    }
}
