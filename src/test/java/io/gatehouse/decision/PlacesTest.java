package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Places answer as the permissions that they give, written out. */
class PlacesTest {
    private static final List<String> TYPES =
            List.of("buckets", "users", "orgs", "tasks", "authorizations", "instance", "record");
    private static final List<String> ACTIONS = List.of("read", "write", "delete");

    @RepeatedTest(200)
    void placesAnswerAsTheirPermissions(RepetitionInfo repetition) {
        var random = new SplittableRandom(repetition.getCurrentRepetition());
        Held held = Held.random(random);
        PermissionSet compact = held.compact();
        PermissionSet expanded = PermissionSet.of(held.expanded());

        assertThat(compact.stream().collect(Collectors.toSet())).isEqualTo(new HashSet<>(expanded.list()));
        assertThat(compact.size()).isEqualTo(compact.stream().count());
        assertThat(compact.operator()).isEqualTo(expanded.operator());
        for (long organization = 1; organization <= 4; organization++) {
            var one = new OrganizationId(organization);
            assertThat(compact.administers(one)).as("%s in %s", held, one).isEqualTo(expanded.administers(one));
        }
        for (String action : ACTIONS) {
            for (String type : TYPES) {
                assertThat(compact.bounds(action, type))
                        .as("%s for %s %s", held, action, type)
                        .isEqualTo(expanded.bounds(action, type));
            }
        }
        for (int i = 0; i < 500; i++) {
            Permission need = permission(random);
            String name = need.name() == null ? "n0" : need.name();
            assertThat(compact.satisfies(need)).as("%s for %s", held, need).isEqualTo(expanded.satisfies(need));
            assertThat(compact.covers(need.organization(), need.action(), need.type(), need.id(), name))
                    .as("%s covers %s", held, need)
                    .isEqualTo(expanded.covers(need.organization(), need.action(), need.type(), need.id(), name));
        }
    }

    @RepeatedTest(200)
    void includesWhatHasNoOtherPermissions(RepetitionInfo repetition) {
        var random = new SplittableRandom(repetition.getCurrentRepetition());
        Held held = Held.random(random);
        Held other = random.nextBoolean() ? Held.random(random) : held.withLess(random);
        Set<Permission> all = new HashSet<>(held.expanded());
        boolean everything = all.contains(Permission.everywhere("read", "instance"))
                && all.contains(Permission.everywhere("write", "instance"));

        assertThat(held.compact().includes(other.compact()))
                .as("%s and %s", held, other)
                .isEqualTo(everything || (all.containsAll(other.expanded()) && held.isWhere(other.visited)));
    }

    @Test
    void manyPlacesAreNotWrittenOut() {
        Set<OrganizationId> owned = new HashSet<>();
        for (long id = 1; id <= 10_000; id++) {
            owned.add(new OrganizationId(id));
        }
        PermissionSet set = PermissionSet.of(List.of(), new Places(owned, Set.of(), Set.of()));

        assertThat(set.list()).isEmpty();
        assertThat(set.size()).isEqualTo(440_000);
        assertThat(set.administers(new OrganizationId(10_000))).isTrue();
        assertThat(set.administers(new OrganizationId(10_001))).isFalse();
    }

    private static Permission permission(SplittableRandom random) {
        String action = ACTIONS.get(random.nextInt(ACTIONS.size()));
        OrganizationId organization = random.nextInt(3) == 0 ? null : new OrganizationId(1 + random.nextInt(4));
        @Nullable Long id = random.nextInt(3) == 0 ? (Long) (long) random.nextInt(5) : null;
        @Nullable String name = id == null && random.nextInt(4) == 0 ? "n" + random.nextInt(2) : null;
        return new Permission(action, TYPES.get(random.nextInt(TYPES.size())), organization, id, name);
    }

    /** What somebody holds: single permissions, and places in organizations. */
    private record Held(
            List<Permission> permissions,
            Set<OrganizationId> owned,
            Set<OrganizationId> joined,
            Set<OrganizationId> visited) {
        static Held random(SplittableRandom random) {
            List<Permission> permissions = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                permissions.add(PlacesTest.permission(random));
            }
            if (random.nextInt(6) == 0) {
                permissions.add(Permission.everywhere("read", "instance"));
                permissions.add(Permission.everywhere("write", "instance"));
            }
            return new Held(permissions, some(random), some(random), some(random));
        }

        Held withLess(SplittableRandom random) {
            List<Permission> fewer = new ArrayList<>(permissions);
            fewer.removeIf(permission -> random.nextBoolean());
            Set<OrganizationId> still = new HashSet<>(owned);
            still.removeIf(organization -> random.nextBoolean());
            Set<OrganizationId> demoted = new HashSet<>(joined);
            owned.stream().filter(organization -> random.nextBoolean()).forEach(demoted::add);
            return new Held(fewer, still, demoted, Set.of());
        }

        boolean isWhere(Set<OrganizationId> organizations) {
            return organizations.stream()
                    .allMatch(one -> owned.contains(one) || joined.contains(one) || visited.contains(one));
        }

        PermissionSet compact() {
            return PermissionSet.of(permissions, new Places(owned, joined, visited));
        }

        List<Permission> expanded() {
            List<Permission> all = new ArrayList<>(permissions);
            owned.forEach(organization -> addOrganization(all, organization, true));
            joined.forEach(organization -> addOrganization(all, organization, false));
            return all;
        }

        private static Set<OrganizationId> some(SplittableRandom random) {
            Set<OrganizationId> some = new HashSet<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                some.add(new OrganizationId(1 + random.nextInt(3)));
            }
            return some;
        }

        private static void addOrganization(List<Permission> permissions, OrganizationId organization, boolean owner) {
            for (ResourceType type : ResourceType.values()) {
                if (type == ResourceType.INSTANCE) {
                    continue;
                }
                permissions.add(inOrganization(organization, Permission.READ, type.text()));
                if (owner) {
                    permissions.add(inOrganization(organization, Permission.WRITE, type.text()));
                }
            }
        }

        private static Permission inOrganization(OrganizationId organization, String action, String type) {
            return type.equals(ResourceType.ORGS.text())
                    ? Permission.on(action, type, organization.value())
                    : Permission.in(organization, action, type);
        }
    }
}
