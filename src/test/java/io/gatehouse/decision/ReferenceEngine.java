package io.gatehouse.decision;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The decision as its specification says it: it reads every fact and every rule, and makes no effort to be fast.
 *
 * <p>Where several rules could be named for an answer, it names all of them.
 */
final class ReferenceEngine {
    /** An answer, with all of the rules any of which may be named for it. */
    record Verdict(boolean allowed, Reason reason, Set<RuleId> rules) {
        static Verdict of(boolean allowed, Reason reason) {
            return new Verdict(allowed, reason, Set.of());
        }
    }

    private final World world;
    private final World.Asked asked;
    private final Instant now;
    private final Set<String> roleNames = new HashSet<>();
    private final Bucket bucket;
    private @Nullable Token token;
    private @Nullable User user;
    private UserId userId = new UserId(-1);

    /** What a name or an id stands for. */
    private record Bucket(@Nullable Long id, String name, boolean ours) {}

    ReferenceEngine(World world, World.Asked asked, Instant now) {
        this.world = world;
        this.asked = asked;
        this.now = now;
        this.bucket = resolve(asked.resource().name());
        identify();
    }

    Verdict decide() {
        Verdict refusal = refusal();
        if (refusal != null) {
            return refusal;
        }
        if (administrator()) {
            return Verdict.of(true, Reason.ADMINISTRATOR);
        }
        if (!known() || !permitted()) {
            return Verdict.of(false, Reason.NO_PERMISSION);
        }
        boolean open = isBucket()
                && (asked.resource().measurement() == null || asked.resource().tags() == null);
        return open ? decideOpen() : decidePoint();
    }

    private @Nullable Verdict refusal() {
        if (!world.active() || (token != null && !token.organizationActive())) {
            return Verdict.of(false, Reason.ORGANIZATION_INACTIVE);
        }
        if (asked.subject() instanceof Subject.Unknown) {
            return Verdict.of(false, Reason.TOKEN_UNKNOWN);
        }
        if (token != null && !token.active()) {
            return Verdict.of(false, Reason.TOKEN_INACTIVE);
        }
        Instant expiry = token == null ? null : token.expiresAt();
        if (expiry != null && expiry.compareTo(now) <= 0) {
            return Verdict.of(false, Reason.TOKEN_EXPIRED);
        }
        if (token == null && user == null) {
            return Verdict.of(false, Reason.USER_UNKNOWN);
        }
        if ((token != null && !token.userActive()) || (user != null && !user.active())) {
            return Verdict.of(false, Reason.USER_INACTIVE);
        }
        return null;
    }

    private Verdict decidePoint() {
        Set<RuleId> closing = world.restrictions().stream()
                .filter(rule -> rule.actions().contains(asked.action().name()) && matches(rule.matcher(), true))
                .map(Restriction::id)
                .collect(Collectors.toSet());
        if (closing.isEmpty()) {
            return Verdict.of(true, Reason.NO_RESTRICTION);
        }
        Set<RuleId> opening = world.grants().stream()
                .filter(grant -> grant.actions().contains(asked.action().name()))
                .filter(grant -> names(grant) && matches(grant.matcher(), false))
                .map(Grant::id)
                .collect(Collectors.toSet());
        return opening.isEmpty()
                ? new Verdict(false, Reason.RESTRICTION, closing)
                : new Verdict(true, Reason.GRANT, opening);
    }

    private Verdict decideOpen() {
        List<Restriction> possible = world.restrictions().stream()
                .filter(rule -> rule.actions().contains(asked.action().name()) && mightMatch(rule.matcher()))
                .toList();
        if (possible.isEmpty()) {
            return Verdict.of(true, Reason.NO_RESTRICTION);
        }
        Set<RuleId> uncovered = new HashSet<>();
        Set<RuleId> covering = new HashSet<>();
        for (Restriction restriction : possible) {
            List<Grant> covers = world.grants().stream()
                    .filter(grant -> grant.actions().contains(asked.action().name()) && names(grant))
                    .filter(grant -> includes(grant.matcher(), restriction.matcher()))
                    .toList();
            covers.forEach(grant -> covering.add(grant.id()));
            if (covers.isEmpty()) {
                uncovered.add(restriction.id());
            }
        }
        return uncovered.isEmpty()
                ? new Verdict(true, Reason.GRANT, covering)
                : new Verdict(false, Reason.RESTRICTION, uncovered);
    }

    private boolean names(Grant grant) {
        return grant.users().contains(userId)
                || (token != null && grant.tokens().contains(token.id()))
                || grant.roles().stream().anyMatch(roleNames::contains);
    }

    private boolean matches(Matcher matcher, boolean restriction) {
        Resource resource = asked.resource();
        if (!matchesApartFromSeries(matcher, restriction)) {
            return false;
        }
        String measurement = resource.measurement();
        if (matcher.measurement() != null
                && (measurement == null || !matcher.measurement().matches(measurement))) {
            return false;
        }
        Map<String, String> tags = resource.tags() == null ? Map.of() : resource.tags();
        return matcher.tags().stream().allMatch(tag -> {
            String value = tags.get(tag.key());
            return value != null && tag.value().matches(value);
        });
    }

    private boolean matchesApartFromSeries(Matcher matcher, boolean restriction) {
        return matcher.resourceType().equals(asked.resource().type())
                && (matcher.name() == null || matcher.name().matches(bucket.name))
                && matcher.conditions().stream().allMatch(condition -> meets(condition, restriction));
    }

    /** Whether the restriction matches some series that fits the question. */
    private boolean mightMatch(Matcher restriction) {
        String measurement = asked.resource().measurement();
        Map<String, String> tags = asked.resource().tags();
        boolean measurementFits = restriction.measurement() == null
                || measurement == null
                || restriction.measurement().matches(measurement);
        boolean tagsFit = tags == null
                || restriction.tags().stream().allMatch(tag -> {
                    String value = tags.get(tag.key());
                    return value != null && tag.value().matches(value);
                });
        return matchesApartFromSeries(restriction, true) && measurementFits && tagsFit;
    }

    /** Whether the grant matches every series that fits the question and that the restriction matches. */
    private boolean includes(Matcher grant, Matcher restriction) {
        String measurement = asked.resource().measurement();
        Map<String, String> tags = asked.resource().tags();
        boolean measurementIncluded = grant.measurement() == null
                || (measurement != null
                        ? grant.measurement().matches(measurement)
                        : restriction.measurement() != null && follows(grant.measurement(), restriction.measurement()));
        boolean tagsIncluded = grant.tags().stream().allMatch(tag -> {
            String value = tags == null ? null : tags.get(tag.key());
            if (tags != null) {
                return value != null && tag.value().matches(value);
            }
            return restriction.tags().stream()
                    .anyMatch(other -> other.key().equals(tag.key()) && follows(tag.value(), other.value()));
        });
        return matchesApartFromSeries(grant, false) && measurementIncluded && tagsIncluded;
    }

    /** Whether what the narrow matcher matches is matched by the wide one. */
    private static boolean follows(Match wide, Match narrow) {
        return narrow.kind() == Match.Kind.EXACT
                ? wide.matches(narrow.value())
                : wide.kind() == Match.Kind.PREFIX && narrow.value().startsWith(wide.value());
    }

    private boolean administrator() {
        if (token != null) {
            if (Operators.permissions().stream()
                    .allMatch(need -> holds(token.permissions().list(), need))) {
                return true;
            }
            return bucket.ours && token.permissions().list().stream().anyMatch(this::writesTheOrganization);
        }
        return bucket.ours
                && user != null
                && (user.owner()
                        || user.permissions().getOrDefault("", Set.of()).containsAll(NamedPermission.ADMINISTRATOR));
    }

    private boolean writesTheOrganization(Permission held) {
        boolean anywhere = held.organization() == null;
        boolean here = anywhere || world.organization().equals(held.organization());
        boolean all = held.id() == null && held.name() == null;
        boolean thisOne = held.id() != null && held.id() == world.organization().value();
        return held.action().equals("write")
                && switch (held.type()) {
                    case "instance" -> all && here;
                    case "orgs" -> (all && anywhere) || (thisOne && here);
                    default -> false;
                };
    }

    private static boolean holds(List<Permission> list, Permission need) {
        return list.stream().anyMatch(held -> held.organization() == null && held.satisfies(need));
    }

    private boolean known() {
        String type = asked.resource().type();
        Set<String> actions =
                ResourceType.find(type) == null ? world.types().getOrDefault(type, Set.of()) : Set.of("read", "write");
        return actions.contains(asked.action().name());
    }

    private boolean permitted() {
        if (token != null) {
            return covered(token.permissions().list());
        }
        if (user == null) {
            return false;
        }
        return named(user.permissions())
                || covered(user.memberships())
                || world.roles().stream()
                        .filter(role -> roleNames.contains(role.name()))
                        .anyMatch(role -> named(role.permissions()) || covered(role.declared()));
    }

    private boolean named(Map<String, Set<NamedPermission>> permissions) {
        NamedPermission need =
                asked.action().name().equals("read") ? NamedPermission.READ_DATA : NamedPermission.WRITE_DATA;
        return isBucket()
                && known()
                && ((bucket.ours && permissions.getOrDefault("", Set.of()).contains(need))
                        || permissions.getOrDefault(bucket.name, Set.of()).contains(need));
    }

    private boolean covered(List<Permission> held) {
        return held.stream().anyMatch(this::covers);
    }

    private boolean covers(Permission held) {
        if (!held.action().equals(asked.action().name())) {
            return false;
        }
        boolean organization = held.organization() == null
                || (bucket.ours && held.organization().equals(world.organization()));
        if (held.type().equals("instance")) {
            return held.id() == null && held.name() == null && organization;
        }
        boolean one = held.id() == null
                ? held.name() == null || held.name().equals(bucket.name)
                : held.id().equals(bucket.id);
        return held.type().equals(asked.resource().type()) && organization && one;
    }

    private boolean meets(Condition condition, boolean restriction) {
        String value = value(condition.attribute());
        Condition.Test test = condition.test();
        if (value == null) {
            return false;
        }
        if (test instanceof Condition.Text text) {
            return text.match().matches(value);
        }
        if (test instanceof Condition.Same same) {
            return value.equals(value(same.other()));
        }
        if (test instanceof Condition.Within within) {
            return within.block().contains(CidrBlock.address(value))
                    || (restriction && CidrBlock.address(value) == null);
        }
        try {
            Instant instant = OffsetDateTime.parse(value).toInstant();
            return test instanceof Condition.Before before
                    ? instant.isBefore(before.limit())
                    : instant.isAfter(((Condition.After) test).limit());
        } catch (DateTimeParseException e) {
            return restriction;
        }
    }

    private @Nullable String value(Attribute attribute) {
        String name = attribute.name();
        return switch (attribute.source()) {
            case CONTEXT -> asked.context().attributes().get(name);
            case ACTION ->
                name.equals("name")
                        ? asked.action().name()
                        : asked.action().attributes().get(name);
            case SUBJECT -> {
                if (name.equals("id")) {
                    yield userId.toString();
                }
                if (user == null) {
                    yield null;
                }
                yield name.equals("name") ? user.name() : user.attributes().get(name);
            }
            case RESOURCE -> {
                if (name.equals("name")) {
                    yield bucket.name;
                }
                Map<String, String> stored = world.attributes()
                        .getOrDefault(asked.resource().type(), Map.of())
                        .getOrDefault(bucket.name, Map.of());
                yield asked.resource().attributes().getOrDefault(name, stored.get(name));
            }
        };
    }

    private void identify() {
        if (asked.subject() instanceof Subject.OfToken bearer) {
            token = bearer.token();
            userId = token.user();
            user = world.users().stream()
                    .filter(one -> one.id().equals(userId))
                    .findAny()
                    .orElse(null);
        } else if (asked.subject() instanceof Subject.OfUser named) {
            user = world.users().stream()
                    .filter(one -> one.name().equals(named.nameOrId())
                            || one.id().toString().equals(named.nameOrId()))
                    .findAny()
                    .orElse(null);
            userId = user == null ? userId : user.id();
        }
        for (Role role : world.roles()) {
            if (role.users().contains(userId) || asked.subject().roles().contains(role.name())) {
                roleNames.add(role.name());
            }
        }
    }

    private Bucket resolve(String name) {
        if (!isBucket()) {
            return new Bucket(null, name, true);
        }
        for (Map.Entry<String, Long> entry : world.buckets().entrySet()) {
            if (Id.print(entry.getValue()).equals(name)) {
                return new Bucket(entry.getValue(), entry.getKey(), true);
            }
        }
        if (world.buckets().containsKey(name)) {
            return new Bucket(world.buckets().get(name), name, true);
        }
        if (name.matches("[0-9a-f]{16}")) {
            return new Bucket(Id.parse(name), name, false);
        }
        return name.contains("/") ? resolve(name.substring(0, name.lastIndexOf('/'))) : new Bucket(null, name, true);
    }

    private boolean isBucket() {
        return asked.resource().type().equals("buckets");
    }
}
