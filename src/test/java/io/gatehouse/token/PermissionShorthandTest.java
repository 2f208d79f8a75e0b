package io.gatehouse.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionShorthandTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId(1);
    private static final UserId USER = new UserId(2);

    @Test
    void typeAloneIsAllOfItInTheOrganization() {
        assertThat(parse("read:buckets")).containsExactly(all("read", "buckets"));
    }

    @Test
    void nameIsOneResourceWhateverTheNumberOfTheType() {
        assertThat(parse("write:bucket:performance_data"))
                .isEqualTo(parse("write:buckets:performance_data"))
                .containsExactly(
                        new RequestedPermission("write", "buckets", ORGANIZATION, null, "performance_data", null));
    }

    @Test
    void nameMayHoldColons() {
        assertThat(parse("read:bucket:a:b"))
                .singleElement()
                .satisfies(permission -> assertThat(permission.reference()).isEqualTo("a:b"));
    }

    @Test
    void organizationsAndUsersWithoutNamesAreOnesOwn() {
        assertThat(parse("read:orgs,write:users"))
                .containsExactly(
                        new RequestedPermission("read", "orgs", null, 1L, null, null),
                        new RequestedPermission("write", "users", null, 2L, null, null));
    }

    @Test
    void orderStaysAndDuplicatesCollapse() {
        assertThat(parse(" write:buckets , read:buckets,write:buckets "))
                .containsExactly(all("write", "buckets"), all("read", "buckets"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "read:buckets,",
                ",read:buckets",
                "read",
                "read:",
                ":buckets",
                "read:bucket:",
                "read:bucket: ",
                "read:bucket",
                "read:nothing",
                "read:nothing:x",
                "read:Buckets",
                "read buckets",
                "read:buckets,,write:buckets"
            })
    void whatCannotBeReadIsRefusedByItsItem(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(Failure.class).hasMessageStartingWith("perms: `");
    }

    private static List<RequestedPermission> parse(String text) {
        return PermissionShorthand.parse(text, ORGANIZATION, USER);
    }

    private static RequestedPermission all(String action, String type) {
        return new RequestedPermission(action, type, ORGANIZATION, null, null, null);
    }
}
