package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.influx.JavaClient.UNKNOWN;
import static io.gatehouse.api.influx.JavaClient.newOrganization;
import static io.gatehouse.api.influx.JavaClient.newUser;
import static io.gatehouse.api.influx.JavaClient.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.empty;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.OrganizationsApi;
import com.influxdb.client.OrganizationsQuery;
import com.influxdb.client.domain.Organization;
import com.influxdb.client.domain.ResourceMember;
import com.influxdb.client.domain.ResourceOwner;
import com.influxdb.client.domain.User;
import com.influxdb.exceptions.BadRequestException;
import com.influxdb.exceptions.NotFoundException;
import com.influxdb.exceptions.UnprocessableEntityException;
import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrganizationsClientTest {
    private InfluxDBClient client;
    private OrganizationsApi organizations;

    @BeforeEach
    void connect() {
        client = JavaClient.operator();
        organizations = client.getOrganizationsApi();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void createdOrganizationHasEveryFieldAndLink() {
        OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC);
        String name = unique("Marketing and sales");

        Organization created = organizations.createOrganization(name);

        assertThat(created.getId()).matches("[0-9a-f]{16}");
        assertThat(created.getName()).isEqualTo(name);
        assertThat(created.getDescription()).isEmpty();
        assertThat(created.getStatus()).isEqualTo(Organization.StatusEnum.ACTIVE);
        assertThat(created.getCreatedAt()).isAfter(before).isEqualTo(created.getUpdatedAt());
        String self = "/api/v2/orgs/" + created.getId();
        var links = created.getLinks();
        assertThat(links.getSelf()).isEqualTo(self);
        assertThat(links.getMembers()).isEqualTo(self + "/members");
        assertThat(links.getOwners()).isEqualTo(self + "/owners");
        assertThat(links.getLabels()).isEqualTo(self + "/labels");
        assertThat(links.getSecrets()).isEqualTo(self + "/secrets");
        assertThat(links.getBuckets()).isEqualTo("/api/v2/buckets?org=" + name);
        assertThat(links.getTasks()).isEqualTo("/api/v2/tasks?org=" + name);
        assertThat(links.getDashboards()).isEqualTo("/api/v2/dashboards?org=" + name);
    }

    @Test
    void organizationOfAUserWhoBelongsToAnotherHasNoOwner() {
        String home = Instance.organization("home-of-ops");
        String name = unique("ops");
        as(Instance.operator())
                .queryParam("orgID", home)
                .body(Map.of("action", "create", "user", Map.of("name", name, "password", "password-of-ops")))
                .post("/user")
                .then()
                .statusCode(200);
        String user = as(Instance.operator()).get("/api/v2/users?name=" + name).path("users[0].id");
        String secret = Instance.token(Map.of(
                        "orgID",
                        home,
                        "userID",
                        user,
                        "permissions",
                        List.of(Map.of("action", "write", "resource", Map.of("type", "orgs")))))
                .path("token");

        String created = as(secret)
                .body(Map.of("name", unique("new")))
                .post("/api/v2/orgs")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        as(Instance.operator())
                .get("/api/v2/orgs/" + created + "/owners")
                .then()
                .statusCode(200)
                .body("users", empty());
        as(secret).delete("/api/v2/orgs/" + created).then().statusCode(204);
    }

    @Test
    void descriptionIsKept() {
        var request = new Organization().name(unique("Engineering")).description("Engineering team's data");

        Organization created = organizations.createOrganization(request);

        assertThat(created.getDescription()).isEqualTo("Engineering team's data");
        assertThat(organizations.findOrganizationByID(created.getId())).isEqualTo(created);
    }

    @Test
    void nameIsTrimmedRequiredAndUnique() {
        String name = unique("only one");
        assertThat(organizations.createOrganization("  " + name + " ").getName())
                .isEqualTo(name);

        assertThatThrownBy(() -> organizations.createOrganization(name))
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageEndingWith("organization with name " + name + " already exists");
        assertThatThrownBy(() -> organizations.createOrganization(" "))
                .isInstanceOf(BadRequestException.class)
                .hasMessageEndingWith("org name is empty");
    }

    @Test
    void unknownOrganizationIsNotFound() {
        assertThatThrownBy(() -> organizations.findOrganizationByID(UNKNOWN))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("HTTP status code: 404; Message: organization not found");
        assertThatThrownBy(() -> organizations.deleteOrganization(UNKNOWN))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("organization not found");
        assertThatThrownBy(() -> organizations.cloneOrganization(unique("clone"), UNKNOWN))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("organization not found");
        assertThatThrownBy(() -> organizations.getMembers(UNKNOWN)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> organizations.deleteMember(UNKNOWN, UNKNOWN)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> organizations.deleteOwner(UNKNOWN, UNKNOWN)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void malformedIdSaysWhatAnIdIs() {
        assertThatThrownBy(() -> organizations.findOrganizationByID("abc"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageEndingWith("id must have a length of 16 bytes");
        assertThatThrownBy(() -> organizations.findOrganizationByID("0000000000000000"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageEndingWith("invalid ID");
        assertThatThrownBy(() -> organizations.findOrganizationByID("zzzzzzzzzzzzzzzz"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageEndingWith("invalid ID");
    }

    @Test
    void listIsNarrowedByNameIdAndUser() {
        Organization one = newOrganization(client);
        Organization other = newOrganization(client);
        User user = newUser(client);
        organizations.addMember(user, other);

        assertThat(find(query -> query.setOrg(one.getName()))).containsExactly(one);
        assertThat(find(query -> query.setOrgID(one.getId()))).containsExactly(one);
        assertThat(find(query -> query.setUserID(user.getId()))).containsExactly(other);
        assertThat(find(query -> query.setUserID(UNKNOWN))).isEmpty();
        assertThat(find(query -> query.setOrgID(UNKNOWN))).isEmpty();
        assertThatThrownBy(() -> find(query -> query.setOrg("nobody's")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("organization name \"nobody's\" not found");
    }

    @Test
    void severalFiltersMustAllHold() {
        Organization one = newOrganization(client);
        Organization other = newOrganization(client);

        assertThat(find(query -> {
                    query.setOrg(one.getName());
                    query.setOrgID(other.getId());
                }))
                .isEmpty();
        assertThat(find(query -> {
                    query.setOrg(one.getName());
                    query.setUserID(UNKNOWN);
                }))
                .isEmpty();
    }

    @Test
    void pagesTogetherAreTheWholeList() {
        User owner = newUser(client);
        List<Organization> made = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            Organization organization = newOrganization(client);
            organizations.addOwner(owner, organization);
            made.add(organization);
        }

        List<Organization> first = find(query -> query.setUserID(owner.getId()));
        List<Organization> second = find(query -> {
            query.setUserID(owner.getId());
            query.setOffset(20);
        });
        List<Organization> all = find(query -> {
            query.setUserID(owner.getId());
            query.setLimit(100);
        });

        assertThat(first).hasSize(20);
        assertThat(second).hasSize(3);
        assertThat(all).containsExactlyInAnyOrderElementsOf(made);
        first.addAll(second);
        assertThat(first).isEqualTo(all);
    }

    @Test
    void descendingListIsTheReverse() {
        User owner = newUser(client);
        organizations.addOwner(owner, newOrganization(client));
        organizations.addOwner(owner, newOrganization(client));

        List<Organization> ascending = find(query -> query.setUserID(owner.getId()));
        List<Organization> descending = find(query -> {
            query.setUserID(owner.getId());
            query.setDescending(true);
        });

        assertThat(descending).containsExactly(ascending.get(1), ascending.get(0));
    }

    @Test
    void limitIsBetweenOneAndAHundred() {
        for (int limit : new int[] {0, 101, -1}) {
            assertThatThrownBy(() -> find(query -> query.setLimit(limit)))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageEndingWith("limit must be between 1 and 100");
        }
    }

    @Test
    void updateChangesWhatIsSent() {
        Organization created = newOrganization(client);
        String renamed = unique("renamed");

        Organization updated =
                organizations.updateOrganization(created.name(renamed).description("new"));

        assertThat(updated.getId()).isEqualTo(created.getId());
        assertThat(updated.getName()).isEqualTo(renamed);
        assertThat(updated.getCreatedAt()).isEqualTo(created.getCreatedAt());
        assertThat(updated.getUpdatedAt()).isAfter(created.getUpdatedAt());
        assertThat(organizations.findOrganizationByID(created.getId())).isEqualTo(updated);
    }

    @Test
    void deletedOrganizationIsGone() {
        Organization created = newOrganization(client);

        organizations.deleteOrganization(created);

        assertThatThrownBy(() -> organizations.findOrganizationByID(created.getId()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("organization not found");
        assertThatThrownBy(() -> organizations.deleteOrganization(created)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.getBucketsApi().findBucketsByOrgName(created.getName()))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void creatorIsTheFirstOwner() {
        Organization created = newOrganization(client);

        List<ResourceOwner> owners = organizations.getOwners(created);

        assertThat(owners).hasSize(1);
        assertThat(owners.get(0).getName()).isEqualTo(Instance.USER);
        assertThat(owners.get(0).getRole()).isEqualTo(ResourceOwner.RoleEnum.OWNER);
        assertThat(organizations.getMembers(created)).isEmpty();
    }

    @Test
    void memberComesAndGoes() {
        Organization organization = newOrganization(client);
        User user = newUser(client);

        ResourceMember added = organizations.addMember(user, organization);

        assertThat(added.getId()).isEqualTo(user.getId());
        assertThat(added.getName()).isEqualTo(user.getName());
        assertThat(added.getRole()).isEqualTo(ResourceMember.RoleEnum.MEMBER);
        assertThat(added.getLinks().getSelf()).isEqualTo("/api/v2/users/" + user.getId());
        assertThat(organizations.getMembers(organization)).containsExactly(added);

        organizations.deleteMember(user, organization);
        assertThat(organizations.getMembers(organization)).isEmpty();
        organizations.deleteMember(user, organization);
    }

    @Test
    void ownersStandInTheOrderInWhichTheyCame() {
        Organization organization = newOrganization(client);
        User early = newUser(client);
        User late = newUser(client);

        organizations.addOwner(late, organization);
        organizations.addOwner(early, organization);

        assertThat(organizations.getOwners(organization))
                .extracting(ResourceOwner::getName)
                .containsExactly(Instance.USER, late.getName(), early.getName());
        organizations.deleteOwner(late, organization);
        assertThat(organizations.getOwners(organization)).hasSize(2);
    }

    @Test
    void userHasOnePlaceInAnOrganization() {
        Organization organization = newOrganization(client);
        User user = newUser(client);
        organizations.addMember(user, organization);

        assertThatThrownBy(() -> organizations.addOwner(user, organization))
                .isInstanceOf(UnprocessableEntityException.class);
        assertThatThrownBy(() -> organizations.addMember(UNKNOWN, organization.getId()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("user not found");
        assertThat(organizations.getOwners(organization)).hasSize(1);
    }

    private List<Organization> find(Consumer<OrganizationsQuery> narrow) {
        var query = new OrganizationsQuery();
        narrow.accept(query);
        return organizations.findOrganizations(query);
    }
}
