package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who and what there is in an organization: all of its snapshot but the rules. Never changed once it is built. */
final class Directory {
    private static final Set<String> INFLUXDB_ACTIONS = Set.of(Permission.READ, Permission.WRITE);

    private @Nullable String name;
    private final Map<String, Target> bucketsByName = new HashMap<>();
    private final Map<Long, Target> bucketsById = new HashMap<>();
    private int longestBucket;
    private final Map<UserId, Member> membersById = new HashMap<>();
    private final Map<String, Member> membersByName = new HashMap<>();
    private final Set<String> ambiguousNames = new HashSet<>();
    private final Map<String, HeldRole> roles = new HashMap<>();
    private final Map<UserId, List<HeldRole>> rolesByUser = new HashMap<>();
    private final Map<String, Set<String>> declaredTypes = new HashMap<>();
    private final Set<String> subjectTypes = new HashSet<>();
    private final Map<String, Map<String, Map<String, String>>> attributes = new HashMap<>();

    /** What the organization itself is called. */
    void name(String own) {
        name = own;
    }

    void addBucket(long id, String name) {
        Target bucket = new Target(ResourceType.BUCKETS.text(), id, name, true);
        boolean fresh = bucketsByName.putIfAbsent(name, bucket) == null && bucketsById.putIfAbsent(id, bucket) == null;
        requireFresh(fresh, "bucket", name);
        longestBucket = Math.max(longestBucket, name.length());
    }

    /** Adds a user; where two have the same name, it names neither of them. */
    void addUser(User user) {
        Member member = Member.of(user);
        requireFresh(membersById.putIfAbsent(user.id(), member) == null, "user", user.name());
        if (ambiguousNames.contains(user.name()) || membersByName.putIfAbsent(user.name(), member) != null) {
            ambiguousNames.add(user.name());
            membersByName.remove(user.name());
        }
    }

    void addRole(Role role) {
        HeldRole held = HeldRole.of(role);
        requireFresh(roles.putIfAbsent(role.name(), held) == null, "role", role.name());
        for (UserId user : role.users()) {
            List<HeldRole> ofUser = rolesByUser.computeIfAbsent(user, id -> new ArrayList<>());
            int at = Collections.binarySearch(ofUser, held);
            ofUser.add(~at, held);
        }
    }

    void declareType(String type, Set<String> actions) {
        boolean fresh = ResourceType.find(type) == null && declaredTypes.putIfAbsent(type, Set.copyOf(actions)) == null;
        requireFresh(fresh, "resource type", type);
    }

    boolean declares(String type) {
        return declaredTypes.containsKey(type);
    }

    void declareSubjectType(String type) {
        subjectTypes.add(type);
    }

    boolean standsForUsers(String subjectType) {
        return subjectTypes.contains(subjectType);
    }

    void addAttributes(String type, String name, Map<String, String> values) {
        attributes.computeIfAbsent(type, key -> new HashMap<>()).put(name, Map.copyOf(values));
    }

    boolean knows(String type, String action) {
        Set<String> actions = ResourceType.find(type) == null ? declaredTypes.get(type) : INFLUXDB_ACTIONS;
        return actions != null && actions.contains(action);
    }

    @Nullable
    Member member(UserId id) {
        return membersById.get(id);
    }

    /** The user with this id, else the one with this name. */
    @Nullable
    Member member(String nameOrId) {
        long id = Id.find(nameOrId);
        Member member = id == 0 ? null : membersById.get(new UserId(id));
        return member != null ? member : membersByName.get(nameOrId);
    }

    List<HeldRole> rolesOf(UserId user) {
        List<HeldRole> held = rolesByUser.get(user);
        return held == null ? List.of() : held;
    }

    @Nullable
    HeldRole role(String name) {
        return roles.get(name);
    }

    @Nullable
    String attribute(Target target, String attribute) {
        Map<String, Map<String, String>> ofType = attributes.get(target.type());
        Map<String, String> values = ofType == null ? null : ofType.get(target.name());
        return values == null ? null : values.get(attribute);
    }

    /** What the type and the name, or id, stand for in this organization. */
    Target target(Steps steps, OrganizationId organization, String type, String nameOrId) {
        long id = Id.find(nameOrId);
        if (type.equals(ResourceType.BUCKETS.text())) {
            return bucket(steps, id, nameOrId);
        }
        if (type.equals(ResourceType.USERS.text())) {
            Member member = member(nameOrId);
            return member == null
                    ? new Target(type, known(id), nameOrId, false)
                    : new Target(type, member.user().id().value(), member.user().name(), true);
        }
        if (type.equals(ResourceType.ORGS.text())) {
            return organization(organization, id, nameOrId);
        }
        return new Target(type, known(id), nameOrId, true);
    }

    /** Of all organizations only this one is known here. */
    private Target organization(OrganizationId own, long id, String nameOrId) {
        boolean ours = id == own.value() || nameOrId.equals(name);
        String called = ours && name != null ? name : nameOrId;
        return new Target(ResourceType.ORGS.text(), ours ? Long.valueOf(own.value()) : known(id), called, ours);
    }

    private Target bucket(Steps steps, long id, String nameOrId) {
        Target bucket = id == 0 ? null : bucketsById.get(id);
        if (bucket == null) {
            bucket = bucketsByName.get(nameOrId);
        }
        if (bucket != null) {
            return bucket;
        }
        return id == 0 ? database(steps, nameOrId) : new Target(ResourceType.BUCKETS.text(), id, nameOrId, false);
    }

    /** What {@code db/rp} falls back to: the longest name before one of its slashes that there is, else the shortest. */
    private Target database(Steps steps, String name) {
        int first = name.indexOf('/', 1);
        if (first < 0) {
            return unknownBucket(name);
        }
        for (int end = name.lastIndexOf('/', longestBucket); end > 0; end = name.lastIndexOf('/', end - 1)) {
            steps.takeToPass(end);
            Target bucket = bucketsByName.get(name.substring(0, end));
            if (bucket != null) {
                return bucket;
            }
        }
        return unknownBucket(name.substring(0, first));
    }

    /** A database that is not registered; rules and permissions may know it all the same. */
    private static Target unknownBucket(String name) {
        return new Target(ResourceType.BUCKETS.text(), null, name, true);
    }

    private static @Nullable Long known(long id) {
        return id == 0 ? null : id;
    }

    private static void requireFresh(boolean fresh, String what, String name) {
        if (!fresh) {
            throw new IllegalArgumentException("there are two of " + what + " `" + name + "`");
        }
    }
}
