package io.gatehouse.decision;

import java.util.Set;

/**
 * Where a condition finds a value: {@code resource.owner}, {@code subject.department}, {@code context.ip}.
 *
 * <p>Besides what request and store say, a resource has {@code type}, {@code name} and {@code id}, an action has
 * {@code name}, a subject has the {@code id} and {@code name} of its user. These win over attributes of the same name.
 */
public record Attribute(Source source, String name) implements Comparable<Attribute> {
    /** Whose attribute it is. */
    public enum Source {
        RESOURCE,
        ACTION,
        SUBJECT,
        CONTEXT
    }

    private static final Set<String> NAMES_OF_RESOURCES = Set.of("type", "name", "id");

    public Attribute {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an attribute needs a name");
        }
    }

    /**
     * Reads {@code resource.owner}; what follows the first dot is the name.
     *
     * @throws IllegalArgumentException if the text names no attribute
     */
    public static Attribute parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("no attribute: `" + text + "`");
        }
        String name = text.substring(dot + 1);
        return switch (text.substring(0, dot)) {
            case "resource" -> new Attribute(Source.RESOURCE, name);
            case "action" -> new Attribute(Source.ACTION, name);
            case "subject" -> new Attribute(Source.SUBJECT, name);
            case "context" -> new Attribute(Source.CONTEXT, name);
            default -> throw new IllegalArgumentException("no attribute: `" + text + "`");
        };
    }

    /** Whether only a request can say it: the organization knows its users, and an action and a resource by name. */
    boolean isOfRequest() {
        return switch (source) {
            case RESOURCE -> !NAMES_OF_RESOURCES.contains(name);
            case ACTION -> !name.equals("name");
            case SUBJECT -> false;
            case CONTEXT -> true;
        };
    }

    /** Whether it differs from one resource of a type to another. */
    boolean isOfResource() {
        return source == Source.RESOURCE && !name.equals("type");
    }

    /** As that of a {@link Match}. */
    @Override
    public int hashCode() {
        return 31 * TextHash.of(name) + source.hashCode();
    }

    @Override
    public int compareTo(Attribute other) {
        int order = source.compareTo(other.source);
        return order != 0 ? order : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        String prefix = switch (source) {
            case RESOURCE -> "resource.";
            case ACTION -> "action.";
            case SUBJECT -> "subject.";
            case CONTEXT -> "context.";
        };
        return prefix + name;
    }
}
