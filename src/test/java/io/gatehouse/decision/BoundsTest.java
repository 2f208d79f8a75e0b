package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class BoundsTest {
    private static final OrganizationId ONE = new OrganizationId(1);
    private static final OrganizationId TWO = new OrganizationId(2);

    @Test
    void onlyOrganizationIsKnownWhereNothingElseIsWithin() {
        assertThat(new Bounds(false, Set.of(ONE), Set.of()).onlyOrganization()).isEqualTo(ONE);
        for (Bounds others : Set.of(
                Bounds.EVERYWHERE,
                Bounds.NOWHERE,
                new Bounds(true, Set.of(ONE), Set.of()),
                new Bounds(false, Set.of(ONE, TWO), Set.of()),
                new Bounds(false, Set.of(ONE), Set.of(7L)),
                new Bounds(false, Set.of(), Set.of(7L)))) {
            assertThat(others.onlyOrganization()).as("%s", others).isNull();
        }
    }

    @Test
    void organizationsByTheirIdsJoinTheBounds() {
        var single = new Bounds(false, Set.of(ONE), Set.of(7L));

        assertThat(single.orInOrganizations(new Bounds(false, Set.of(), Set.of(2L))))
                .isEqualTo(new Bounds(false, Set.of(ONE, TWO), Set.of(7L)));
        assertThat(single.orInOrganizations(Bounds.NOWHERE)).isEqualTo(single);
        assertThat(single.orInOrganizations(Bounds.EVERYWHERE).everywhere()).isTrue();
    }
}
