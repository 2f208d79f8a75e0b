package io.gatehouse.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Worlds and questions drawn from few words, so that rules often meet. The same seed draws the same. */
final class RandomWorlds {
    static final OrganizationId HERE = new OrganizationId(1);
    static final OrganizationId ELSEWHERE = new OrganizationId(2);

    private static final List<String> WORDS = List.of("a", "ab", "abc", "b", "ba", "c");
    private static final List<String> KEYS = List.of("k1", "k2", "k3", "k4");
    private static final List<String> ROLES = List.of("east", "west", "ops");
    private static final Map<String, Long> BUCKETS = Map.of("a", 0xb1L, "ab", 0xb2L, "b/a", 0xb3L);
    private static final List<String> NAMES =
            List.of("a", "ab", "abc", "b", "b/a", "a/b", "c/x", Id.print(0xb1), Id.print(0xb2), Id.print(0xdd));
    private static final List<String> CONDITIONS = List.of(
            "resource.owner same subject.id",
            "resource.owner exact 0000000000000001",
            "resource.level prefix a",
            "subject.level exact ab",
            "subject.level same resource.level",
            "subject.name exact u1",
            "context.ip cidr 10.0.0.0/8",
            "context.time before 2026-01-01T00:00:00Z",
            "context.time after 2025-06-01T00:00:00Z",
            "action.level prefix b",
            "resource.name prefix a");

    private final SplittableRandom random;

    RandomWorlds(long seed) {
        this.random = new SplittableRandom(seed);
    }

    World world(int rules) {
        List<User> users = List.of(user(1), user(2), user(3));
        List<Role> roles = ROLES.stream().map(this::role).toList();
        Map<String, Map<String, Map<String, String>>> attributes =
                Map.of("record", Map.of("a", attributes(), "ab", attributes()), "buckets", Map.of("a", attributes()));
        Map<String, Set<String>> types = Map.of("record", Set.of("read", "write", "delete"));
        World empty = new World(HERE, chance(50), BUCKETS, users, roles, types, attributes, List.of(), List.of());
        List<Restriction> restrictions = new ArrayList<>();
        List<Grant> grants = new ArrayList<>();
        for (int i = random.nextInt(rules + 1); i > 0; i--) {
            restrictions.add(restriction(1 + random.nextInt(100_000)));
        }
        for (int i = random.nextInt(3 * rules + 1); i > 0; i--) {
            grants.add(grant(1 + random.nextInt(100_000)));
        }
        return empty.with(distinct(restrictions, Restriction::id), distinct(grants, Grant::id));
    }

    private static <E> List<E> distinct(List<E> rules, Function<E, RuleId> id) {
        Map<RuleId, E> byId = new LinkedHashMap<>();
        rules.forEach(rule -> byId.put(id.apply(rule), rule));
        return List.copyOf(byId.values());
    }

    World.Asked asked() {
        String action = random.nextInt(10) == 0 ? "delete" : either("read", "write");
        return new World.Asked(subject(), new Action(action, attributes()), resource(), context());
    }

    Restriction restriction(long id) {
        return new Restriction(new RuleId(id), matcher(), actions());
    }

    Grant grant(long id) {
        Set<UserId> users = some(() -> new UserId(1 + random.nextInt(3)));
        Set<String> roles = some(() -> pick(ROLES));
        Set<TokenId> tokens = some(() -> new TokenId(1 + random.nextInt(3)));
        return new Grant(new RuleId(id), matcher(), actions(), users, roles, tokens);
    }

    private Matcher matcher() {
        boolean record = random.nextInt(6) == 0;
        List<Condition> conditions = new ArrayList<>();
        if (record || random.nextInt(8) == 0) {
            for (int i = random.nextInt(3); i > 0; i--) {
                conditions.add(condition());
            }
        }
        Match name = random.nextInt(6) == 0 ? null : match(random.nextInt(8) == 0 ? "b/a" : pick(WORDS));
        if (record) {
            return new Matcher("record", name, null, List.of(), conditions);
        }
        List<TagMatch> tags = new ArrayList<>();
        for (int i = Math.max(0, random.nextInt(5) - 2); i > 0; i--) {
            TagMatch tag = new TagMatch(pick(KEYS), match(pick(WORDS)));
            boolean fits = tags.stream()
                    .allMatch(other ->
                            !other.key().equals(tag.key()) || other.value().overlaps(tag.value()));
            if (fits) {
                tags.add(tag);
            }
        }
        Match measurement = random.nextInt(3) != 0 ? null : match(pick(WORDS));
        return new Matcher("buckets", name, measurement, tags, conditions);
    }

    private Condition condition() {
        String[] words = pick(CONDITIONS).split(" ", -1);
        return Condition.of(words[0], words[1], words[2]);
    }

    private Resource resource() {
        if (random.nextInt(6) == 0) {
            return Resource.of(random.nextInt(8) == 0 ? "letter" : "record", pick(WORDS), attributes());
        }
        Map<String, String> tags = random.nextInt(4) == 0 ? null : map(KEYS, WORDS, 5);
        String measurement = random.nextInt(4) == 0 ? null : pick(WORDS);
        return new Resource("buckets", pick(NAMES), measurement, tags, attributes());
    }

    private Subject subject() {
        Set<String> roles = random.nextInt(4) == 0 ? Set.of(pick(ROLES), "no_such_role") : Set.of();
        int kind = random.nextInt(20);
        if (kind == 0) {
            return Subject.unknown();
        }
        if (kind < 10) {
            return Subject.user(kind == 1 ? Id.print(1) : "u" + (1 + random.nextInt(kind == 2 ? 4 : 3)), roles);
        }
        return Subject.token(token(), roles);
    }

    private Token token() {
        return new Token(
                new TokenId(1 + random.nextInt(3)),
                chance(4) ? HERE : ELSEWHERE,
                chance(20),
                expiry(),
                chance(20),
                new UserId(1 + random.nextInt(5)),
                chance(20),
                PermissionSet.of(permissions()));
    }

    private @Nullable Instant expiry() {
        return switch (random.nextInt(20)) {
            case 0 -> DecisionTable.NOW;
            case 1 -> DecisionTable.NOW.minusSeconds(1);
            case 2 -> DecisionTable.NOW.plusSeconds(1);
            default -> null;
        };
    }

    List<Permission> permissions() {
        if (random.nextInt(20) == 0) {
            return Operators.permissions();
        }
        List<Permission> permissions = new ArrayList<>();
        for (int i = 2 + random.nextInt(8); i > 0; i--) {
            permissions.add(permission());
        }
        return permissions;
    }

    private Permission permission() {
        OrganizationId organization = random.nextInt(5) == 0 ? null : random.nextInt(4) == 0 ? ELSEWHERE : HERE;
        String action = either("read", "write");
        return switch (random.nextInt(24)) {
            case 0 -> new Permission("write", "orgs", organization, 1L + random.nextInt(2), null);
            case 1 -> new Permission("write", "orgs", organization, null, null);
            case 2 -> new Permission(random.nextInt(4) == 0 ? "write" : "read", "instance", organization, null, null);
            case 3, 4 -> new Permission("delete", "record", organization, null, null);
            case 5 -> new Permission(action, "record", organization, null, pick(WORDS));
            case 6 -> new Permission(action, "record", organization, null, null);
            case 7, 8 -> new Permission(action, "buckets", organization, 0xb1L + random.nextInt(3), null);
            case 9 -> new Permission(action, "buckets", organization, null, pick(WORDS));
            default -> new Permission(action, "buckets", organization, null, null);
        };
    }

    private User user(int id) {
        return new User(
                new UserId(id),
                "u" + id,
                chance(20),
                !chance(20),
                named(),
                random.nextInt(3) == 0 ? permissions() : List.of(),
                attributes());
    }

    private Role role(String name) {
        return new Role(
                name,
                named(),
                random.nextInt(3) == 0 ? permissions() : List.of(),
                some(() -> new UserId(1 + random.nextInt(4))));
    }

    private Map<String, Set<NamedPermission>> named() {
        Map<String, Set<NamedPermission>> named = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String database = random.nextInt(3) != 0 ? "" : pick(NAMES);
            named.put(database, EnumSet.of(NamedPermission.DROP_DATA, data(), data()));
        }
        if (random.nextInt(20) == 0) {
            named.put("", NamedPermission.ADMINISTRATOR);
        }
        return named;
    }

    private NamedPermission data() {
        return random.nextBoolean() ? NamedPermission.READ_DATA : NamedPermission.WRITE_DATA;
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new HashMap<>();
        if (random.nextBoolean()) {
            attributes.put("level", pick(WORDS));
        }
        if (random.nextBoolean()) {
            attributes.put("owner", Id.print(1 + random.nextInt(3)));
        }
        return attributes;
    }

    private Context context() {
        Map<String, String> attributes = new HashMap<>();
        if (random.nextBoolean()) {
            attributes.put("ip", pick(List.of("10.0.0.1", "11.0.0.1", "::1", "somewhere")));
        }
        if (random.nextBoolean()) {
            attributes.put(
                    "time",
                    pick(List.of("2024-01-01T00:00:00Z", "2025-12-31T23:59:59Z", "2027-01-01T00:00:00+01:00", "noon")));
        }
        return new Context(attributes);
    }

    private Set<String> actions() {
        return switch (random.nextInt(4)) {
            case 0 -> Set.of("read");
            case 1 -> Set.of("write");
            case 2 -> Set.of("read", "write", "delete");
            default -> Set.of("read", "write");
        };
    }

    private Match match(String value) {
        return random.nextInt(3) == 0 ? Match.exact(value) : Match.prefix(value);
    }

    private Map<String, String> map(List<String> keys, List<String> values, int most) {
        Map<String, String> map = new HashMap<>();
        for (int i = random.nextInt(most); i > 0; i--) {
            map.put(pick(keys), pick(values));
        }
        return map;
    }

    private <E> Set<E> some(Supplier<E> one) {
        Set<E> set = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            set.add(one.get());
        }
        return set;
    }

    private <E> E pick(List<E> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String either(String one, String other) {
        return random.nextBoolean() ? one : other;
    }

    /** Almost always true: all but one of this many times. */
    private boolean chance(int of) {
        return random.nextInt(of) != 0;
    }
}
