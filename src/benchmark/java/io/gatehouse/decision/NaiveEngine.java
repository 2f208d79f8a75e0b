package io.gatehouse.decision;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The reference engine of the tests, which reads every rule for every question. */
public final class NaiveEngine {
    private final World world;

    public NaiveEngine(
            OrganizationId organization,
            List<User> users,
            List<Role> roles,
            List<Restriction> restrictions,
            List<Grant> grants) {
        world = new World(organization, true, Map.of(), users, roles, Map.of(), Map.of(), restrictions, grants);
    }

    public boolean allows(Subject subject, Action action, Resource resource, Instant now) {
        World.Asked asked = new World.Asked(subject, action, resource, Context.EMPTY);
        return new ReferenceEngine(world, asked, now).decide().allowed();
    }
}
