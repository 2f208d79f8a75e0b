package io.gatehouse.api.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Restriction;
import io.gatehouse.decision.RuleId;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.User;
import io.gatehouse.decision.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskedPermissionTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId(1);
    private static final UserId USER = new UserId(2);

    @Test
    void wordIsTheDeclaredTypeBeforeItIsASingular() {
        PolicySnapshot declared = world().type("document", Set.of("read"))
                .restriction(new Restriction(
                        new RuleId(4), new Matcher("document", null, null, List.of(), List.of()), Set.of("read")))
                .build();

        assertThat(isAllowed(declared, "read:document:payroll", "documents")).isFalse();
        assertThat(isAllowed(declared, "read:document", "documents")).isFalse();
        assertThat(isAllowed(declared, "read:document:payroll", "document")).isFalse();
        assertThat(isAllowed(declared, "read:documents:payroll", "documents")).isTrue();
        assertThat(isAllowed(declared, "read:documents", "documents")).isTrue();
    }

    @Test
    void declaredTypeIsHeldUnderItsOwnWord() {
        PolicySnapshot declared = world().type("document", Set.of("read")).build();

        assertThat(isAllowed(declared, "read:document:payroll", "document")).isTrue();
        assertThat(isAllowed(declared, "read:documents:payroll", "document")).isFalse();
    }

    @Test
    void singularIsTheTypeOfInfluxDbWhereNothingIsDeclared() {
        PolicySnapshot plain = world().build();

        assertThat(isAllowed(plain, "read:document:payroll", "documents")).isTrue();
        assertThat(isAllowed(plain, "read:document", "documents")).isTrue();
        assertThat(isAllowed(plain, "read:database:db", "buckets")).isTrue();
        assertThat(isAllowed(plain, "read:bucket:db", "buckets")).isTrue();
        assertThat(isAllowed(plain, "read:instanc:x", "instances")).isFalse();
    }

    private static boolean isAllowed(PolicySnapshot snapshot, String permission, String held) {
        var permissions = PermissionSet.of(List.of(Permission.in(ORGANIZATION, "read", held)));
        var token = new Token(new TokenId(3), ORGANIZATION, true, null, true, USER, true, permissions);
        return AskedPermission.parse(List.of(permission)).isAllowed(snapshot, token, Instant.EPOCH);
    }

    private static PolicySnapshot.Builder world() {
        return PolicySnapshot.builder(ORGANIZATION, 1)
                .bucket(5, "db")
                .user(new User(USER, "ann", true, false, Map.of(), List.of(), Map.of()));
    }
}
