package io.gatehouse.decision;

import static io.gatehouse.decision.PermissionTest.permission;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionSetTest {
    private static final List<String> TYPES = List.of("buckets", "users", "orgs", "instance");

    @RepeatedTest(50)
    void satisfiesWhatOneOfItsPermissionsSatisfies(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        List<Permission> list = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            list.add(random(random));
        }
        PermissionSet set = PermissionSet.of(list);
        for (int i = 0; i < 200; i++) {
            Permission need = random(random);
            assertThat(set.satisfies(need))
                    .as("%s for %s", list, need)
                    .isEqualTo(list.stream().anyMatch(held -> held.satisfies(need)));
        }
        assertThat(set.list()).isEqualTo(list);
    }

    @RepeatedTest(50)
    void nothingOutsideOfItsBoundsIsSatisfied(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        PermissionSet set = PermissionSet.of(List.of(random(random), random(random)));
        for (long organization = 1; organization <= 2; organization++) {
            for (long id = 1; id <= 2; id++) {
                var whose = new OrganizationId(organization);
                for (Permission need : List.of(
                        Permission.on(whose, "read", "buckets", id),
                        Permission.on("read", "users", id),
                        Permission.on("read", "orgs", id))) {
                    Bounds bounds = set.bounds("read", need.type());
                    boolean within = bounds.everywhere()
                            || bounds.ids().contains(id)
                            || bounds.organizations().contains(whose);
                    assertThat(within || !set.satisfies(need))
                            .as("%s for %s", set, need)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "read instance,    buckets, true,  0, 0",
        "read buckets,     buckets, true,  0, 0",
        "read buckets@1,   buckets, false, 1, 0",
        "read buckets/7@1, buckets, false, 0, 1",
        "read buckets/7,   buckets, false, 0, 1",
        "read users@1,     users,   false, 0, 0",
        "read users/7,     users,   false, 0, 1",
        "read orgs@1,      orgs,    false, 0, 0",
        "write buckets@1,  buckets, false, 0, 0",
        "read tasks@1,     buckets, false, 0, 0",
    })
    void boundsAreAsNarrowAsThePermissions(String held, String type, boolean everywhere, int organizations, int ids) {
        Bounds bounds = PermissionSet.of(List.of(permission(held))).bounds("read", type);

        assertThat(bounds.everywhere()).isEqualTo(everywhere);
        assertThat(bounds.organizations()).hasSize(organizations);
        assertThat(bounds.ids()).hasSize(ids);
    }

    @ParameterizedTest(name = "{0} on {1} {2}: {3} ({4})")
    @CsvSource({
        "read buckets@1,       buckets, db1/7@1, true,  the organization includes its buckets",
        "read buckets@1,       buckets, db1@1,   true,  also those without an id",
        "read buckets@2,       buckets, db1/7@1, false, another organization never counts",
        "read buckets/7@2,     buckets, db1/7@1, false, nor by id",
        "read buckets=db1@2,   buckets, db1/7@1, false, nor by name",
        "read buckets/7@1,     buckets, db1/7@1, true,  by id",
        "read buckets/7,       buckets, db1/7@1, true,  by id alone",
        "read buckets/8@1,     buckets, db1/7@1, false, another id",
        "read buckets=db1@1,   buckets, db1/7@1, true,  by name",
        "read buckets=db2@1,   buckets, db1/7@1, false, another name",
        "read buckets,         buckets, db1/7@1, true,  all organizations",
        "write buckets,        buckets, db1/7@1, false, another action",
        "read tasks,           buckets, db1/7@1, false, another type",
        "read buckets@1,       buckets, db1/7,   false, nobody knows whose it is",
        "read buckets/7@1,     buckets, db1/7,   false, nobody knows whose it is",
        "read buckets,         buckets, db1/7,   true,  all organizations",
        "read users@1,         users,   me/7@1,  false, as InfluxDB: users are nobody's",
        "read users/7@1,       users,   me/7@1,  true,  by id",
        "read orgs@1,          orgs,    me/1@1,  false, as InfluxDB: organizations are nobody's",
        "read orgs/1,          orgs,    me/1@1,  true,  by id",
        "read instance,        tasks,   t/7@1,   true,  everything",
        "read instance@2,      tasks,   t/7@1,   false, another organization never counts",
    })
    void coversResourcesOfTheOrganization(String held, String type, String resource, boolean covered, String why) {
        String[] parts = resource.split("[/@]", -1);
        Long id = resource.contains("/") ? (Long) Long.parseLong(parts[1]) : null;
        OrganizationId organization =
                resource.contains("@") ? new OrganizationId(Long.parseLong(parts[parts.length - 1])) : null;
        assertThat(PermissionSet.of(List.of(permission(held))).covers(organization, "read", type, id, parts[0]))
                .as(why)
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "write orgs/1,   true",
        "write orgs/1@1, true",
        "write orgs/1@2, false",
        "write orgs/2,   false",
        "write orgs@1,   false",
        "write orgs,     true",
        "read orgs/1,    false",
    })
    void whoMayWriteTheOrganizationAdministersIt(String held, boolean administers) {
        assertThat(PermissionSet.of(List.of(permission(held))).administers(new OrganizationId(1)))
                .isEqualTo(administers);
    }

    @Test
    void anOperatorHoldsAllTypesEverywhere() {
        List<Permission> all = Stream.of(ResourceType.values())
                .filter(type -> type != ResourceType.INSTANCE)
                .flatMap(type -> Stream.of("read", "write").map(action -> Permission.everywhere(action, type.text())))
                .toList();

        assertThat(all).hasSize(44);
        assertThat(PermissionSet.of(all).operator()).isTrue();
        for (Permission missing : all) {
            List<Permission> rest =
                    all.stream().filter(held -> !held.equals(missing)).toList();
            assertThat(PermissionSet.of(rest).operator()).isFalse();
        }
        assertThat(PermissionSet.EMPTY.operator()).isFalse();
        assertThat(PermissionSet.of(List.of(permission("read instance"), permission("write instance")))
                        .operator())
                .isTrue();
        assertThat(PermissionSet.of(List.of(permission("read instance@1"), permission("write instance@1")))
                        .operator())
                .isFalse();
    }

    private static Permission random(SplittableRandom random) {
        String action = random.nextBoolean() ? "read" : "write";
        OrganizationId organization = random.nextInt(3) == 0 ? null : new OrganizationId(1 + random.nextInt(2));
        @Nullable Long id = random.nextInt(3) == 0 ? null : (Long) (1L + random.nextInt(2));
        @Nullable String name = id == null && random.nextBoolean() ? "n" + random.nextInt(2) : null;
        int type = random.nextInt(12);
        return new Permission(action, TYPES.get(type == 0 ? 3 : type % 3), organization, id, name);
    }
}
