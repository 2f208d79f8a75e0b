package io.gatehouse.benchmark.engine;

import io.gatehouse.benchmark.Options;
import io.gatehouse.decision.Grant;
import io.gatehouse.decision.Match;
import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.NamedPermission;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Restriction;
import io.gatehouse.decision.Role;
import io.gatehouse.decision.RuleId;
import io.gatehouse.decision.TagMatch;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.User;
import io.gatehouse.decision.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The rules of one organization, the same for the same number of them.
 *
 * <p>Half are restrictions on some series of a bucket, or of all buckets of a team; each comes with a grant that opens
 * the same again for a role, a user or a token. A quarter of the names, a sixth of the measurements and a third of the
 * tag values are matched by prefix. There are 500 rules for every bucket, so more rules mean more buckets, users and
 * roles, up to those of a large organization.
 */
public final class GeneratedRules {
    static final OrganizationId ORGANIZATION = new OrganizationId(0x5eed);
    static final List<String> TAG_KEYS = List.of("customer", "device", "host", "region");

    private static final int RULES_OF_A_BUCKET = 500;
    private static final int BUCKETS_OF_A_TEAM = 10;
    private static final int ROLES_OF_A_USER = 3;
    private static final String[] THINGS = {"cpu", "disk", "http", "jvm", "kafka", "mem", "net", "pg", "power", "queue"
    };
    private static final String[] MEASURES = {
        "errors", "free", "latency", "load", "rate", "requests", "size", "temperature", "total", "used"
    };

    private final List<Restriction> restrictions;
    private final List<Grant> grants;
    private final List<User> users = new ArrayList<>();
    private final List<Role> roles = new ArrayList<>();
    private final int buckets;
    private final SplittableRandom random = new SplittableRandom(Options.SEED);

    private GeneratedRules(int number) {
        buckets = Math.max(1, number / RULES_OF_A_BUCKET);
        int people = Math.min(1_000, Math.max(10, number / 100));
        addUsers(people);
        addRoles(people / 10, people);
        restrictions = new ArrayList<>(number / 2);
        grants = new ArrayList<>(number / 2);
        for (int i = 1; i <= number / 2; i++) {
            addPair(i);
        }
    }

    /** Half of them restrictions, half grants. */
    public static GeneratedRules of(int number) {
        return new GeneratedRules(number);
    }

    public List<Restriction> restrictions() {
        return restrictions;
    }

    public List<Grant> grants() {
        return grants;
    }

    public List<User> users() {
        return users;
    }

    public List<Role> roles() {
        return roles;
    }

    public PolicySnapshot snapshot() {
        PolicySnapshot.Builder builder = PolicySnapshot.builder(ORGANIZATION, 1);
        users.forEach(builder::user);
        roles.forEach(builder::role);
        restrictions.forEach(builder::restriction);
        grants.forEach(builder::grant);
        return builder.build();
    }

    /** The token of the user with this number. */
    static TokenId token(UserId user) {
        return new TokenId(user.value() + 1_000_000);
    }

    private static String bucket(SplittableRandom random, int buckets) {
        int number = random.nextInt(buckets);
        return "team%03d-metrics%d".formatted(number / BUCKETS_OF_A_TEAM, number % BUCKETS_OF_A_TEAM);
    }

    static String measurement(SplittableRandom random) {
        return (THINGS[random.nextInt(THINGS.length)] + "_" + MEASURES[random.nextInt(MEASURES.length)]).intern();
    }

    static String tagValue(SplittableRandom random, String key) {
        return switch (key) {
            case "customer" -> "customer-%05d".formatted(random.nextInt(50_000));
            case "device" -> "sensor/%04d".formatted(random.nextInt(10_000));
            case "host" -> "web%04d.example.com".formatted(random.nextInt(5_000));
            default -> "eu-west-%d%c".formatted(random.nextInt(40), 'a' + random.nextInt(6));
        };
    }

    private void addUsers(int number) {
        for (int i = 1; i <= number; i++) {
            users.add(new User(new UserId(i), "user" + i, true, false, Map.of(), List.of(), Map.of()));
        }
    }

    private void addRoles(int number, int people) {
        List<Set<UserId>> holders = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            holders.add(new HashSet<>());
        }
        for (int user = 1; user <= people; user++) {
            for (int i = 0; i < ROLES_OF_A_USER; i++) {
                holders.get(random.nextInt(number)).add(new UserId(user));
            }
        }
        Map<String, Set<NamedPermission>> everywhere =
                Map.of(NamedPermission.CLUSTER_WIDE, Set.of(NamedPermission.READ_DATA, NamedPermission.WRITE_DATA));
        for (int i = 0; i < number; i++) {
            roles.add(new Role("role" + i, everywhere, List.of(), holders.get(i)));
        }
    }

    private void addPair(int number) {
        Matcher matcher = matcher();
        restrictions.add(new Restriction(new RuleId(number), matcher, Set.of("read", "write")));
        RuleId id = new RuleId(number + 10_000_000L);
        Set<String> actions = Set.of("read", "write");
        UserId user = new UserId(1 + random.nextInt(users.size()));
        grants.add(
                switch (random.nextInt(6)) {
                    case 0 -> new Grant(id, matcher, actions, Set.of(), Set.of(), Set.of(token(user)));
                    case 1 -> new Grant(id, matcher, actions, Set.of(user), Set.of(), Set.of());
                    default -> new Grant(id, matcher, actions, Set.of(), Set.of(role()), Set.of());
                });
    }

    private String role() {
        return roles.get(random.nextInt(roles.size())).name();
    }

    private Matcher matcher() {
        String bucket = bucket(random, buckets);
        Match name = random.nextInt(4) == 0
                ? Match.prefix(bucket.substring(0, bucket.indexOf('-') + 1).intern())
                : Match.exact(bucket.intern());
        String measurement = measurement(random);
        Match measured = switch (random.nextInt(12)) {
            case 0 -> null;
            case 1, 2 ->
                Match.prefix(
                        measurement.substring(0, measurement.indexOf('_') + 1).intern());
            default -> Match.exact(measurement);
        };
        List<TagMatch> tags = new ArrayList<>();
        int first = random.nextInt(TAG_KEYS.size());
        tags.add(tag(TAG_KEYS.get(first)));
        if (random.nextInt(3) == 0) {
            tags.add(tag(TAG_KEYS.get((first + 1) % TAG_KEYS.size())));
        }
        return Matcher.series(name, measured, tags);
    }

    private TagMatch tag(String key) {
        String value = tagValue(random, key);
        return random.nextInt(3) == 0
                ? TagMatch.prefix(key, value.substring(0, value.length() - 1).intern())
                : TagMatch.exact(key, value.intern());
    }
}
