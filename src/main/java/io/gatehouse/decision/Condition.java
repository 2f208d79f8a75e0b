package io.gatehouse.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A demand on one attribute of the resource, the action, the subject or the request.
 *
 * <p>A missing attribute never meets it. One that cannot be read as the address or instant that it should be is in
 * doubt: it then meets the conditions of a restriction, and no condition of a grant.
 */
public record Condition(Attribute attribute, Test test) {

    /** What the value of the attribute must be. */
    public sealed interface Test {}

    /** Equal to a text, or beginning with it. */
    public record Text(Match match) implements Test {}

    /** An IP address of a block. */
    public record Within(CidrBlock block) implements Test {}

    /** An instant before the limit. */
    public record Before(Instant limit) implements Test {}

    /** An instant after the limit. */
    public record After(Instant limit) implements Test {}

    /** Equal to another attribute, which must not be missing either. */
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
            case "before" -> new Before(limit(value));
            case "after" -> new After(limit(value));
            case "same" -> new Same(Attribute.parse(value));
            default -> throw new IllegalArgumentException("unknown operator: `" + operator + "`");
        };
    }

    private static Instant limit(String text) {
        Instant instant = Steps.read(text);
        if (instant == null) {
            throw new IllegalArgumentException("no instant: `" + text + "`");
        }
        return instant;
    }

    /** Whether the facts meet it; a value that cannot be read counts as the caller says. */
    boolean holds(Question facts, boolean inDoubt) {
        if (test instanceof Before || test instanceof After) {
            return holdsAt(facts.instant(attribute), facts, inDoubt);
        }
        String value = facts.value(attribute);
        if (value == null) {
            return false;
        }
        if (test instanceof Text text) {
            return text.match.matches(value);
        }
        if (test instanceof Same same) {
            return value.equals(facts.value(same.other));
        }
        byte[] address = facts.steps().address(value);
        return (test instanceof Within within && address != null) ? within.block.contains(address) : inDoubt;
    }

    private boolean holdsAt(@Nullable Instant instant, Question facts, boolean inDoubt) {
        if (instant == null) {
            return inDoubt && facts.value(attribute) != null;
        }
        return test instanceof Before before
                ? instant.isBefore(before.limit)
                : test instanceof After after && instant.isAfter(after.limit);
    }

    /** The word for the test, as {@link #of} reads it. */
    public String operator() {
        if (test instanceof Text text) {
            return switch (text.match.kind()) {
                case EXACT -> "exact";
                case PREFIX -> "prefix";
            };
        }
        if (test instanceof Within) {
            return "cidr";
        }
        if (test instanceof Before) {
            return "before";
        }
        return test instanceof After ? "after" : "same";
    }

    /** What the attribute is held against, as {@link #of} reads it. */
    public String value() {
        if (test instanceof Text text) {
            return text.match.value();
        }
        if (test instanceof Within within) {
            return within.block.toString();
        }
        if (test instanceof Before before) {
            return before.limit.toString();
        }
        return test instanceof After after ? after.limit.toString() : ((Same) test).other.toString();
    }

    /** Whether only a request can tell whether it is met. */
    public boolean dependsOnRequest() {
        return attribute.isOfRequest() || (test instanceof Same same && same.other.isOfRequest());
    }

    /** Whether it looks at what differs from one resource of a type to another. */
    boolean looksAtResource() {
        return attribute.isOfResource() || (test instanceof Same same && same.other.isOfResource());
    }
}
