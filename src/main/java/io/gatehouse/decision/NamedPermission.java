package io.gatehouse.decision;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A permission that InfluxDB Enterprise knows by name; a user or role holds it on all databases or on one.
 *
 * <p>Source: the Enterprise documentation; which ones exist on a single database is what the vendor's own UI offers.
 */
public enum NamedPermission {
    VIEW_ADMIN("ViewAdmin", false),
    VIEW_CHRONOGRAF("ViewChronograf", false),
    CREATE_DATABASE("CreateDatabase", false),
    CREATE_USER_AND_ROLE("CreateUserAndRole", false),
    ADD_REMOVE_NODE("AddRemoveNode", false),
    DROP_DATABASE("DropDatabase", false),
    DROP_DATA("DropData", true),
    READ_DATA("ReadData", true),
    WRITE_DATA("WriteData", true),
    REBALANCE("Rebalance", false),
    MANAGE_SHARD("ManageShard", false),
    MANAGE_CONTINUOUS_QUERY("ManageContinuousQuery", true),
    MANAGE_QUERY("ManageQuery", true),
    MANAGE_SUBSCRIPTION("ManageSubscription", true),
    MONITOR("Monitor", false),
    COPY_SHARD("CopyShard", false),
    KAPACITOR_API("KapacitorAPI", false),
    KAPACITOR_CONFIG_API("KapacitorConfigAPI", false);

    /** The key under which permissions on all databases are kept. */
    public static final String CLUSTER_WIDE = "";

    /** What an administrator holds cluster-wide: everything that is not Kapacitor's. */
    public static final Set<NamedPermission> ADMINISTRATOR =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(KAPACITOR_API, KAPACITOR_CONFIG_API)));

    private static final Map<String, NamedPermission> BY_TEXT =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(NamedPermission::text, Function.identity()));

    private final String text;
    private final boolean databaseScoped;

    NamedPermission(String text, boolean databaseScoped) {
        this.text = text;
        this.databaseScoped = databaseScoped;
    }

    /** The permission with this name, or null if there is none. */
    public static @Nullable NamedPermission find(String text) {
        return BY_TEXT.get(text);
    }

    /** Whether these, held cluster-wide and directly, make an administrator. */
    public static boolean makeAdministrator(Collection<NamedPermission> clusterWide) {
        return clusterWide.containsAll(ADMINISTRATOR);
    }

    /** As the vendor writes it. */
    public String text() {
        return text;
    }

    /** Whether it can be held on one database; otherwise only cluster-wide. */
    public boolean databaseScoped() {
        return databaseScoped;
    }
}
