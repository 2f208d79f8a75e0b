package io.gatehouse.benchmark.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.gatehouse.benchmark.Options;
import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionEngine;
import io.gatehouse.decision.Grant;
import io.gatehouse.decision.Match;
import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Reason;
import io.gatehouse.decision.Resource;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.Role;
import io.gatehouse.decision.Subject;
import io.gatehouse.decision.TagMatch;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.User;
import io.gatehouse.decision.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Questions drawn at random over all that the rules are about. Each has a measurement, four tags and texts of its own.
 * The share of each outcome is the same whatever the number of rules.
 */
public final class DrawnQuestions {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final GeneratedRules rules;
    private final PolicySnapshot snapshot;
    private final Map<UserId, Subject> subjects = new HashMap<>();
    private final Map<String, UserId> holders = new HashMap<>();
    private final SplittableRandom random = new SplittableRandom(Options.SEED + 1);

    /** One question. */
    public record Asked(UserId user, Subject subject, Action action, Resource resource) {
        public Decision decide(PolicySnapshot snapshot) {
            return DecisionEngine.decide(snapshot, subject, action, resource, Context.EMPTY, NOW);
        }
    }

    public DrawnQuestions(GeneratedRules rules, PolicySnapshot snapshot) {
        this.rules = rules;
        this.snapshot = snapshot;
        for (User user : rules.users()) {
            subjects.put(user.id(), Subject.token(token(user.id())));
        }
        for (Role role : rules.roles()) {
            role.users().stream().findFirst().ifPresent(user -> holders.put(role.name(), user));
        }
    }

    /** Questions of which a third is allowed by a grant, a third denied, and a third allowed as nothing restricts it. */
    public Asked[] mixed(int number) {
        Reason[] outcomes = {Reason.GRANT, Reason.RESTRICTION, Reason.NO_RESTRICTION};
        Asked[] questions = new Asked[number];
        for (int i = 0; i < number; i++) {
            questions[i] = draw(outcomes[random.nextInt(outcomes.length)]);
        }
        return questions;
    }

    /** Questions with one outcome. */
    public Asked[] of(Reason outcome, int number) {
        Asked[] questions = new Asked[number];
        for (int i = 0; i < number; i++) {
            questions[i] = draw(outcome);
        }
        return questions;
    }

    private Asked draw(Reason outcome) {
        for (int tries = 0; tries < 1_000_000; tries++) {
            Grant grant = rules.grants().get(random.nextInt(rules.grants().size()));
            UserId user = outcome == Reason.GRANT
                    ? named(grant)
                    : new UserId(1 + random.nextInt(rules.users().size()));
            Resource resource = outcome == Reason.NO_RESTRICTION ? anyOf(grant) : matching(grant.matcher());
            Subject subject = subjects.get(user);
            if (subject != null) {
                Asked asked = new Asked(user, subject, random.nextBoolean() ? Action.READ : Action.WRITE, resource);
                if (asked.decide(snapshot).reason() == outcome) {
                    return asked;
                }
            }
        }
        throw new IllegalStateException("no question ends with " + outcome);
    }

    private static Token token(UserId user) {
        PermissionSet permissions = PermissionSet.of(List.of(
                Permission.in(GeneratedRules.ORGANIZATION, Permission.READ, ResourceType.BUCKETS.text()),
                Permission.in(GeneratedRules.ORGANIZATION, Permission.WRITE, ResourceType.BUCKETS.text())));
        TokenId id = GeneratedRules.token(user);
        return new Token(id, GeneratedRules.ORGANIZATION, true, null, true, user, true, permissions);
    }

    private UserId named(Grant grant) {
        if (!grant.users().isEmpty()) {
            return grant.users().iterator().next();
        }
        return grant.tokens().isEmpty()
                ? holders.getOrDefault(grant.roles().iterator().next(), new UserId(1))
                : new UserId(grant.tokens().iterator().next().value() - 1_000_000);
    }

    /** A series of a bucket that the grant is about, with values of tags that are likely in no rule. */
    private Resource anyOf(Grant grant) {
        return series(named(grant.matcher()), GeneratedRules.measurement(random), Map.of());
    }

    private static String named(Matcher matcher) {
        return requireNonNull(matcher.name()).value();
    }

    private Resource matching(Matcher matcher) {
        Map<String, String> tags = new HashMap<>();
        for (TagMatch tag : matcher.tags()) {
            tags.put(tag.key(), completed(tag.value().kind(), tag.value().value(), "7"));
        }
        Match measured = matcher.measurement();
        String measurement = measured == null
                ? GeneratedRules.measurement(random)
                : completed(measured.kind(), measured.value(), "load");
        return series(named(matcher), measurement, tags);
    }

    private Resource series(String name, String measurement, Map<String, String> known) {
        String bucket = name.endsWith("-") ? name + "metrics" + random.nextInt(10) : name;
        Map<String, String> tags = new HashMap<>();
        for (String key : GeneratedRules.TAG_KEYS) {
            String value = known.get(key);
            tags.put(fresh(key), fresh(value == null ? GeneratedRules.tagValue(random, key) : value));
        }
        return Resource.series(fresh(bucket), fresh(measurement), tags);
    }

    private static String completed(Match.Kind kind, String value, String rest) {
        return switch (kind) {
            case EXACT -> value;
            case PREFIX -> value + rest;
        };
    }

    /** A text of its own, as one that was just read from a request. */
    private static String fresh(String text) {
        return new String(text.getBytes(ISO_8859_1), ISO_8859_1);
    }
}
