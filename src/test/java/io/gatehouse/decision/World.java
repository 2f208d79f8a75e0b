package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The facts of one organization as plain lists, for engines that read them in their own ways. */
record World(
        OrganizationId organization,
        boolean active,
        Map<String, Long> buckets,
        List<User> users,
        List<Role> roles,
        Map<String, Set<String>> types,
        Map<String, Map<String, Map<String, String>>> attributes,
        List<Restriction> restrictions,
        List<Grant> grants) {

    PolicySnapshot snapshot() {
        PolicySnapshot.Builder builder = PolicySnapshot.builder(organization, 1).active(active);
        buckets.forEach((name, id) -> builder.bucket(id, name));
        users.forEach(builder::user);
        roles.forEach(builder::role);
        types.forEach(builder::type);
        attributes.forEach(
                (type, resources) -> resources.forEach((name, values) -> builder.attributes(type, name, values)));
        restrictions.forEach(builder::restriction);
        grants.forEach(builder::grant);
        return builder.build();
    }

    World with(List<Restriction> otherRestrictions, List<Grant> otherGrants) {
        return new World(
                organization, active, buckets, users, roles, types, attributes, otherRestrictions, otherGrants);
    }

    World with(Restriction more) {
        List<Restriction> all = new ArrayList<>(restrictions);
        all.add(more);
        return with(all, grants);
    }

    World with(Grant more) {
        List<Grant> all = new ArrayList<>(grants);
        all.add(more);
        return with(restrictions, all);
    }

    /** The same facts in another order. */
    World shuffled(SplittableRandom random) {
        return new World(
                organization,
                active,
                buckets,
                shuffled(users, random),
                shuffled(roles, random),
                types,
                attributes,
                shuffled(restrictions, random),
                shuffled(grants, random));
    }

    private static <E> List<E> shuffled(List<E> list, SplittableRandom random) {
        List<E> copy = new ArrayList<>(list);
        for (int i = copy.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            E element = copy.get(i);
            copy.set(i, copy.get(other));
            copy.set(other, element);
        }
        return copy;
    }

    /** One question to a world. */
    record Asked(Subject subject, Action action, Resource resource, Context context) {
        Decision decide(PolicySnapshot snapshot) {
            return DecisionEngine.decide(snapshot, subject, action, resource, context, DecisionTable.NOW);
        }

        /** On all resources of the type together. */
        Decision decideAll(PolicySnapshot snapshot) {
            return DecisionTable.decideAll(snapshot, subject, action, resource.type(), context, DecisionTable.NOW);
        }

        @Nullable
        Decision decideWithin(int steps, PolicySnapshot snapshot) {
            return DecisionEngine.decideWithin(
                    Steps.of(steps), snapshot, subject, action, resource, context, DecisionTable.NOW);
        }
    }
}
