package io.gatehouse.role;

import io.gatehouse.decision.NamedPermission;
import io.gatehouse.platform.Failure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Permissions by their names, on databases.
 *
 * @param byDatabase under {@link NamedPermission#CLUSTER_WIDE} those on all databases; never an empty set
 */
public record Rights(Map<String, Set<NamedPermission>> byDatabase) {
    public static final Rights NONE = new Rights(Map.of());

    private static final int MOST_DATABASES = 10_000;
    private static final int LONGEST_NAME = 1024;

    /** Of all names together: each change of them is recorded whole, before and after. */
    private static final int MOST_CHARACTERS = 256 * MOST_DATABASES;

    public Rights {
        var copy = new TreeMap<String, Set<NamedPermission>>();
        byDatabase.forEach((database, names) -> {
            if (!names.isEmpty()) {
                copy.put(database, Collections.unmodifiableSet(EnumSet.copyOf(names)));
            }
        });
        if (copy.size() > MOST_DATABASES) {
            throw Failure.invalid("permissions: at most " + MOST_DATABASES + " databases are possible");
        }
        byDatabase = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads permissions by their names; where one exists only for the whole cluster, a database is refused.
     *
     * @throws Failure INVALID
     */
    public static Rights of(Map<String, ? extends Collection<String>> names) {
        var rights = new TreeMap<String, Set<NamedPermission>>();
        names.forEach((database, words) -> rights.put(requireDatabase(database), named(database, words)));
        return new Rights(rights);
    }

    /** Reads what {@link #print} wrote. */
    public static Rights parse(String json) {
        return parse(new JsonObject(json));
    }

    /** As {@link #parse(String)}. */
    public static Rights parse(JsonObject json) {
        return of(json.stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> ((JsonArray) entry.getValue())
                                .stream().map(String.class::cast).toList())));
    }

    String print() {
        var json = new JsonObject();
        names().forEach((database, words) -> json.put(database, new JsonArray(words)));
        return json.encode();
    }

    /** The names, by database. */
    public Map<String, List<String>> names() {
        var names = new TreeMap<String, List<String>>();
        byDatabase.forEach((database, held) ->
                names.put(database, held.stream().map(NamedPermission::text).toList()));
        return names;
    }

    public boolean isEmpty() {
        return byDatabase.isEmpty();
    }

    /** Whether it is an administrator who holds these directly. */
    public boolean makeAdministrator() {
        return NamedPermission.makeAdministrator(on(NamedPermission.CLUSTER_WIDE));
    }

    Rights plus(Rights other) {
        var sum = new TreeMap<String, Set<NamedPermission>>(byDatabase);
        other.byDatabase.forEach((database, names) -> {
            var both = EnumSet.copyOf(names);
            both.addAll(on(database));
            sum.put(database, both);
        });
        return new Rights(sum);
    }

    /**
     * As {@link #plus}, for those that one role or user holds.
     *
     * @throws Failure INVALID if that is more than can be shown and recorded
     */
    Rights grownBy(Rights added) {
        Rights grown = plus(added);
        if (grown.byDatabase.keySet().stream().mapToInt(String::length).sum() > MOST_CHARACTERS) {
            throw Failure.invalid(
                    "permissions: the names of all databases have more than " + MOST_CHARACTERS + " characters");
        }
        return grown;
    }

    Rights minus(Rights other) {
        var rest = new TreeMap<String, Set<NamedPermission>>();
        byDatabase.forEach((database, names) -> {
            var left = EnumSet.copyOf(names);
            left.removeAll(other.on(database));
            rest.put(database, left);
        });
        return new Rights(rest);
    }

    boolean cover(NamedPermission permission, String database) {
        return on(NamedPermission.CLUSTER_WIDE).contains(permission)
                || on(database).contains(permission);
    }

    boolean cover(Rights other) {
        return other.byDatabase.entrySet().stream()
                .allMatch(entry -> entry.getValue().stream().allMatch(permission -> cover(permission, entry.getKey())));
    }

    private Set<NamedPermission> on(String database) {
        return byDatabase.getOrDefault(database, Set.of());
    }

    private static Set<NamedPermission> named(String database, Collection<String> words) {
        var named = EnumSet.noneOf(NamedPermission.class);
        for (String word : words) {
            NamedPermission permission = NamedPermission.find(word);
            if (permission == null) {
                throw Failure.invalid("unknown permission `" + word + "`");
            }
            if (!database.equals(NamedPermission.CLUSTER_WIDE) && !permission.databaseScoped()) {
                throw Failure.invalid("permission `" + word + "` cannot be set on a database, only on all of them");
            }
            named.add(permission);
        }
        return named;
    }

    private static String requireDatabase(String name) {
        if (name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw Failure.invalid("permissions: the name of a database is too long, or contains NUL");
        }
        return name;
    }
}
