package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** InfluxDB's matching as a table; {@code @1} is in the first organization, {@code /7} is the resource with id 7. */
class PermissionTest {
    @ParameterizedTest(name = "{0} for {1}: {2} ({3})")
    @CsvSource({
        "read buckets,        read buckets/7@1,   true,  all organizations include each",
        "read buckets,        read buckets@1,     true,  all organizations include each",
        "read buckets,        read buckets,       true,  the same",
        "read buckets@1,      read buckets/7@1,   true,  the organization includes its resources",
        "read buckets@1,      read buckets@1,     true,  the same",
        "read buckets@1,      read buckets/7@2,   false, another organization",
        "read buckets@1,      read buckets@2,     false, another organization",
        "read buckets@1,      read buckets,       false, one organization is not all",
        "read buckets@1,      read buckets/7,     false, the need does not say that it is in the organization",
        "read buckets/7,      read buckets/7@1,   true,  the id alone decides",
        "read buckets/7@1,    read buckets/7@1,   true,  the same",
        "read buckets/7@1,    read buckets/7,     true,  the id alone decides",
        "read buckets/7@1,    read buckets/7@2,   false, stricter than InfluxDB: the organization must not differ",
        "read buckets/7,      read buckets/8@1,   false, another id",
        "write buckets/7@1,   write buckets@1,    false, one bucket does not allow to create buckets",
        "write buckets/7,     write buckets,      false, one is not all",
        "write buckets@1,     read buckets@1,     false, write does not imply read",
        "read buckets@1,      write buckets@1,    false, read does not imply write",
        "read buckets,        read tasks@1,       false, another type",
        "read users@1,        read users/7,       false, users are asked for without an organization",
        "read users@1,        read users/7@1,     false, whom an organization is named with is no more in it",
        "read users/7@1,      read users/7,       true,  the id alone decides",
        "write orgs@1,        write orgs/1,       false, organizations are asked for by id",
        "write orgs@1,        write orgs/2@1,     false, no organization is in another",
        "write orgs/1,        write orgs/1,       true,  the organization itself",
        "write orgs/1,        write orgs,         false, one is not all: it creates no organization",
        "read instance,       read buckets/7@1,   true,  the instance is everything",
        "read instance,       read users/9,       true,  the instance is everything",
        "read instance@1,     read tasks@2,       true,  also where it names an organization",
        "read instance,       write buckets/7@1,  false, but not every action",
        "read buckets,        read instance,      false, everything is not the instance",
        "read buckets=db1@1,  read buckets=db1@1, true,  the same name",
        "read buckets=db1@1,  read buckets=db2@1, false, another name",
        "read buckets=db1@1,  read buckets=db1@2, false, a name means something else elsewhere",
        "read buckets=db1@1,  read buckets/7@1,   false, a name is not an id",
        "read buckets=db1@1,  read buckets@1,     false, one is not all",
        "read buckets@1,      read buckets=db1@1, true,  the organization includes its resources",
    })
    void satisfiesAsInfluxDb(String held, String need, boolean satisfied, String why) {
        assertThat(permission(held).satisfies(permission(need))).as(why).isEqualTo(satisfied);
        assertThat(PermissionSet.of(List.of(permission(held))).satisfies(permission(need)))
                .as(why)
                .isEqualTo(satisfied);
    }

    @ParameterizedTest
    @CsvSource({
        "write buckets/7@1,   write:orgs/0000000000000001/buckets/0000000000000007",
        "write buckets@1,     write:orgs/0000000000000001/buckets",
        "write buckets/7,     write:buckets/0000000000000007",
        "write buckets,       write:buckets",
        "read buckets=db1@1,  read:orgs/0000000000000001/buckets/db1",
    })
    void printsAsInfluxDbDoesInErrors(String permission, String text) {
        assertThat(permission(permission)).hasToString(text);
    }

    @Test
    void refusesNonsense() {
        OrganizationId one = new OrganizationId(1);
        assertThatIllegalArgumentException().isThrownBy(() -> Permission.everywhere("", "buckets"));
        assertThatIllegalArgumentException().isThrownBy(() -> Permission.everywhere("read", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Permission("read", "buckets", one, 7L, "db1"));
    }

    /** Reads {@code action type[/id|=name][@organization]}. */
    static Permission permission(String text) {
        String[] words = text.trim().split("[ @]", -1);
        OrganizationId organization = words.length == 3 ? new OrganizationId(Long.parseLong(words[2])) : null;
        String[] one = words[1].split("[/=]", -1);
        boolean named = words[1].contains("=");
        Long id = one.length == 2 && !named ? (Long) Long.parseLong(one[1]) : null;
        return new Permission(words[0], one[0], organization, id, named ? one[1] : null);
    }
}
