package io.gatehouse.decision;

/**
 * A demand on one attribute of the resource, the action, the subject or the request. A missing attribute never meets
 * it.
 */
public record Condition(Attribute attribute, Test test) {

    /** What the value of the attribute must be. */
    public sealed interface Test permits Text, Within, Before, After, Same {}

    /** Equal to a text, or beginning with it. */
    public record Text(Match match) implements Test {}

    /** An IP address of a block. */
    public record Within(CidrBlock block) implements Test {}

    /** An instant before another one. */
    public record Before(java.time.Instant limit) implements Test {}

    /** An instant after another one. */
    public record After(java.time.Instant limit) implements Test {}

    /** Equal to another attribute. */
    public record Same(Attribute other) implements Test {}

    /**
     * Reads a condition from its words.
     *
     * @param attribute {@code resource.owner}
     * @param operator {@code exact}, {@code prefix}, {@code cidr}, {@code before}, {@code after} or {@code same}
     * @param value a text, a block {@code 10.0.0.0/8}, an instant of RFC 3339, or another attribute
     * @throws IllegalArgumentException if one of them is none
     */
    public static Condition of(String attribute, String operator, String value) {
        return new Condition(Attribute.parse(attribute), test(operator, value));
    }

    private static Test test(String operator, String value) {
        return switch (operator) {
            case "exact" -> new Text(Match.exact(value));
            case "prefix" -> new Text(Match.prefix(value));
            case "cidr" -> new Within(CidrBlock.parse(value));
            case "before" -> new Before(java.time.Instant.parse(value));
            case "after" -> new After(java.time.Instant.parse(value));
            case "same" -> new Same(Attribute.parse(value));
            default -> throw new IllegalArgumentException("unknown operator: `" + operator + "`");
        };
    }
}
