package io.gatehouse.decision;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One file of {@code decisions/}: facts, and rows that say what is decided from them.
 *
 * <p>Ids are small numbers. The organization is 1. Users and tokens are called by their names; a user's id is its place
 * in the list, counted from 1. Permissions are written as {@code write buckets/7@1}.
 */
record DecisionTable(
        @Nullable Boolean active,
        Map<String, Long> buckets,
        List<UserFacts> users,
        List<RoleFacts> roles,
        List<TokenFacts> tokens,
        Map<String, Set<String>> types,
        Map<String, Map<String, Map<String, String>>> attributes,
        List<RuleFacts> restrictions,
        List<RuleFacts> grants,
        List<Row> allow,
        List<Row> deny) {

    static final OrganizationId ORGANIZATION = new OrganizationId(1);
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    record UserFacts(
            String name,
            @Nullable Boolean active,
            boolean owner,
            Map<String, Set<String>> permissions,
            List<String> memberships,
            Map<String, String> attributes) {}

    record RoleFacts(String name, Map<String, Set<String>> permissions, List<String> declared, Set<String> users) {}

    record TokenFacts(
            String name,
            @Nullable Boolean active,
            @Nullable Long organization,
            @Nullable Boolean organizationActive,
            @Nullable String expires,
            @Nullable Boolean userActive,
            boolean operator,
            String user,
            List<String> permissions) {}

    record RuleFacts(
            long id,
            @Nullable String type,
            @Nullable MatchFacts name,
            @Nullable MatchFacts database,
            @Nullable MatchFacts measurement,
            Map<String, MatchFacts> tags,
            List<String> conditions,
            Set<String> actions,
            Set<String> users,
            Set<String> roles,
            Set<String> tokens) {}

    record MatchFacts(@Nullable String exact, @Nullable String prefix) {
        Match match() {
            return exact != null ? Match.exact(exact) : Match.prefix(requireNonNull(prefix));
        }
    }

    /** One question, without a name about all of a type; {@code because} is the reason, and after it the id of the rule or the permission. */
    record Row(
            @Nullable String user,
            @Nullable String token,
            Set<String> roles,
            String action,
            @Nullable String type,
            @Nullable String name,
            @Nullable String database,
            @Nullable String measurement,
            @JsonSetter(nulls = Nulls.SET) @Nullable Map<String, String> tags,
            Map<String, String> attributes,
            Map<String, String> context,
            @Nullable String now,
            String because) {}

    static DecisionTable read(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper(new YAMLFactory());
        for (Class<?> collection : List.of(List.class, Set.class, Map.class)) {
            mapper.configOverride(collection).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        }
        return mapper.readValue(file.toFile(), DecisionTable.class);
    }

    PolicySnapshot snapshot() {
        PolicySnapshot.Builder builder = PolicySnapshot.builder(ORGANIZATION, 1).active(active == null || active);
        buckets.forEach((name, id) -> builder.bucket(id, name));
        users.forEach(user -> builder.user(user(user)));
        roles.forEach(role -> builder.role(new Role(
                role.name, named(role.permissions), permissions(role.declared), map(role.users, this::userId))));
        types.forEach(builder::type);
        attributes.forEach(
                (type, resources) -> resources.forEach((name, values) -> builder.attributes(type, name, values)));
        restrictions.forEach(
                rule -> builder.restriction(new Restriction(new RuleId(rule.id), matcher(rule), rule.actions)));
        grants.forEach(rule -> builder.grant(new Grant(
                new RuleId(rule.id),
                matcher(rule),
                rule.actions,
                map(rule.users, this::userId),
                rule.roles,
                map(rule.tokens, this::tokenId))));
        return builder.build();
    }

    Decision decide(PolicySnapshot snapshot, Row row) {
        String type = row.database != null ? "buckets" : requireNonNull(row.type);
        Instant now = row.now == null ? NOW : Instant.parse(row.now);
        if (row.database == null && row.name == null) {
            return decideAll(snapshot, subject(row), Action.of(row.action), type, new Context(row.context), now);
        }
        String name = row.database != null ? row.database : requireNonNull(row.name);
        return DecisionEngine.decide(
                snapshot,
                subject(row),
                Action.of(row.action),
                new Resource(type, name, row.measurement, row.tags, row.attributes),
                new Context(row.context),
                now);
    }

    /** Takes as many steps as it needs. */
    static Decision decideAll(
            PolicySnapshot snapshot, Subject subject, Action action, String type, Context context, Instant now) {
        return requireNonNull(
                DecisionEngine.decideAllWithin(Steps.unlimited(), snapshot, subject, action, type, context, now));
    }

    private Subject subject(Row row) {
        if (row.user != null) {
            return Subject.user(row.user, row.roles);
        }
        return tokens.stream()
                .filter(token -> token.name.equals(row.token))
                .findAny()
                .map(token -> Subject.token(token(token), row.roles))
                .orElse(Subject.unknown());
    }

    private User user(UserFacts user) {
        return new User(
                userId(user.name),
                user.name,
                user.active == null || user.active,
                user.owner,
                named(user.permissions),
                permissions(user.memberships),
                user.attributes);
    }

    private Token token(TokenFacts token) {
        return new Token(
                tokenId(token.name),
                token.organization == null ? ORGANIZATION : new OrganizationId(token.organization),
                token.active == null || token.active,
                token.expires == null ? null : Instant.parse(token.expires),
                token.organizationActive == null || token.organizationActive,
                userId(token.user),
                token.userActive == null || token.userActive,
                PermissionSet.of(token.operator ? Operators.permissions() : permissions(token.permissions)));
    }

    private UserId userId(String name) {
        for (int i = 0; i < users.size(); i++) {
            if (users.get(i).name.equals(name)) {
                return new UserId(i + 1);
            }
        }
        return new UserId(999);
    }

    private TokenId tokenId(String name) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).name.equals(name)) {
                return new TokenId(i + 1);
            }
        }
        throw new IllegalArgumentException("no token " + name);
    }

    private static Matcher matcher(RuleFacts rule) {
        MatchFacts name = rule.database != null ? rule.database : rule.name;
        List<TagMatch> tags = new ArrayList<>();
        rule.tags.forEach((key, match) -> tags.add(new TagMatch(key, match.match())));
        return new Matcher(
                rule.type == null ? "buckets" : rule.type,
                name == null ? null : name.match(),
                rule.measurement == null ? null : rule.measurement.match(),
                tags,
                rule.conditions.stream().map(DecisionTable::condition).toList());
    }

    private static Condition condition(String text) {
        String[] words = text.split(" ", 3);
        return Condition.of(words[0], words[1], words[2]);
    }

    private static Map<String, Set<NamedPermission>> named(Map<String, Set<String>> permissions) {
        return permissions.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> named(entry.getValue())));
    }

    private static Set<NamedPermission> named(Set<String> names) {
        return names.contains("all")
                ? NamedPermission.ADMINISTRATOR
                : map(names, name -> {
                    NamedPermission found = NamedPermission.find(name);
                    if (found == null) {
                        throw new IllegalArgumentException("no permission " + name);
                    }
                    return found;
                });
    }

    private static List<Permission> permissions(List<String> texts) {
        return texts.stream().map(PermissionTest::permission).toList();
    }

    private static <A, B> Set<B> map(Set<A> from, Function<A, B> function) {
        Set<B> to = new HashSet<>();
        from.forEach(element -> to.add(function.apply(element)));
        return to;
    }
}
