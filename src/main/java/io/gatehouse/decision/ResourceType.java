package io.gatehouse.decision;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The resource types of InfluxDB, in the order in which {@code GET /api/v2/resources} lists them.
 *
 * <p>Source: InfluxDB v2, {@code authz.go}. An organization may declare further types, which have no constant here.
 */
public enum ResourceType {
    AUTHORIZATIONS("authorizations"),
    BUCKETS("buckets"),
    DASHBOARDS("dashboards"),
    ORGS("orgs"),
    SOURCES("sources"),
    TASKS("tasks"),
    TELEGRAFS("telegrafs"),
    USERS("users"),
    VARIABLES("variables"),
    SCRAPERS("scrapers"),
    SECRETS("secrets"),
    LABELS("labels"),
    VIEWS("views"),
    DOCUMENTS("documents"),
    NOTIFICATION_RULES("notificationRules"),
    NOTIFICATION_ENDPOINTS("notificationEndpoints"),
    CHECKS("checks"),
    DBRP("dbrp"),
    NOTEBOOKS("notebooks"),
    ANNOTATIONS("annotations"),
    REMOTES("remotes"),
    REPLICATIONS("replications"),
    INSTANCE(Permission.INSTANCE);

    private static final String PLURAL = "s";

    private static final Map<String, ResourceType> BY_TEXT =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(ResourceType::text, Function.identity()));

    private static final Map<String, ResourceType> BY_SINGULAR = Stream.of(values())
            .filter(type -> type.text.endsWith(PLURAL))
            .collect(Collectors.toUnmodifiableMap(
                    type -> type.text.substring(0, type.text.length() - PLURAL.length()), Function.identity()));

    private final String text;

    ResourceType(String text) {
        this.text = text;
    }

    /** The type with this name, or null if it is none of InfluxDB's. */
    public static @Nullable ResourceType find(String text) {
        return BY_TEXT.get(text);
    }

    /** The type of which the word is the singular, as {@code bucket} is of buckets, or null if there is none. */
    public static @Nullable ResourceType findBySingular(String word) {
        return BY_SINGULAR.get(word);
    }

    /** As InfluxDB writes it. */
    public String text() {
        return text;
    }
}
