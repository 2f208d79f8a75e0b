package io.gatehouse.api.influx;

import static io.gatehouse.api.influx.JavaClient.UNKNOWN;
import static io.gatehouse.api.influx.JavaClient.newOrganization;
import static io.gatehouse.api.influx.JavaClient.newUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.influxdb.client.AuthorizationsApi;
import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.domain.Authorization;
import com.influxdb.client.domain.AuthorizationPostRequest;
import com.influxdb.client.domain.AuthorizationUpdateRequest;
import com.influxdb.client.domain.Bucket;
import com.influxdb.client.domain.Organization;
import com.influxdb.client.domain.Permission;
import com.influxdb.client.domain.PermissionResource;
import com.influxdb.client.domain.User;
import com.influxdb.exceptions.BadRequestException;
import com.influxdb.exceptions.NotFoundException;
import com.influxdb.exceptions.UnauthorizedException;
import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuthorizationsClientTest {
    private InfluxDBClient client;
    private AuthorizationsApi authorizations;
    private Organization organization;
    private User root;

    @BeforeEach
    void connect() {
        client = JavaClient.operator();
        authorizations = client.getAuthorizationsApi();
        organization = newOrganization(client);
        root = client.getUsersApi().me();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void createdAuthorizationHasEveryFieldAndLink() {
        OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC);

        Authorization created = authorizations.createAuthorization(organization, readUsersWriteOrgs());

        assertThat(created.getId()).matches("[0-9a-f]{16}");
        assertThat(created.getToken()).matches("gth_[0-9A-Za-z]{46}");
        assertThat(created.getStatus()).isEqualTo(Authorization.StatusEnum.ACTIVE);
        assertThat(created.getDescription()).isEmpty();
        assertThat(created.getOrgID()).isEqualTo(organization.getId());
        assertThat(created.getOrg()).isEqualTo(organization.getName());
        assertThat(created.getUserID()).isEqualTo(root.getId());
        assertThat(created.getUser()).isEqualTo(Instance.USER);
        assertThat(created.getCreatedAt()).isAfter(before).isEqualTo(created.getUpdatedAt());
        assertThat(created.getLinks().getSelf()).isEqualTo("/api/v2/authorizations/" + created.getId());
        assertThat(created.getLinks().getUser()).isEqualTo("/api/v2/users/" + root.getId());
    }

    @Test
    void permissionsStandInTheOrderInWhichTheyWereSent() {
        Authorization created = authorizations.createAuthorization(organization, readUsersWriteOrgs());

        assertThat(created.getPermissions()).hasSize(2);
        Permission first = created.getPermissions().get(0);
        assertThat(first.getAction()).isEqualTo(Permission.ActionEnum.READ);
        assertThat(first.getResource().getType()).isEqualTo(PermissionResource.TYPE_USERS);
        assertThat(first.getResource().getOrgID()).isEqualTo(organization.getId());
        assertThat(first.getResource().getOrg()).isEqualTo(organization.getName());
        Permission second = created.getPermissions().get(1);
        assertThat(second.getAction()).isEqualTo(Permission.ActionEnum.WRITE);
        assertThat(second.getResource().getType()).isEqualTo(PermissionResource.TYPE_ORGS);
        assertThat(second.getResource().getOrgID()).isEqualTo(organization.getId());
    }

    @Test
    void permissionOnABucketShowsItsName() {
        Bucket bucket = client.getBucketsApi().createBucket("performance_data", organization);
        var resource = new PermissionResource()
                .type(PermissionResource.TYPE_BUCKETS)
                .orgID(organization.getId())
                .id(bucket.getId());

        Authorization created = authorizations.createAuthorization(
                organization, List.of(permission(Permission.ActionEnum.WRITE, resource)));

        PermissionResource shown = created.getPermissions().get(0).getResource();
        assertThat(shown.getId()).isEqualTo(bucket.getId());
        assertThat(shown.getName()).isEqualTo("performance_data");
    }

    @Test
    void secretIsShownOnce() {
        Authorization created = authorizations.createAuthorization(organization, readBuckets());

        assertThat(authorizations.findAuthorizationByID(created.getId()))
                .usingRecursiveComparison()
                .ignoringFields("token")
                .isEqualTo(created);
        assertThat(authorizations.findAuthorizationByID(created.getId()).getToken())
                .isEmpty();
        assertThat(authorizations.findAuthorizationsByOrg(organization))
                .extracting(Authorization::getToken)
                .containsOnly("");
        assertThat(authorizations
                        .updateAuthorization(created.getId(), new AuthorizationUpdateRequest().description("new"))
                        .getToken())
                .isEmpty();
    }

    @Test
    void tokenMayWhatItWasGiven() {
        Authorization created = authorizations.createAuthorization(organization, readBuckets());

        try (InfluxDBClient scoped = JavaClient.with(created.getToken())) {
            Bucket bucket = client.getBucketsApi().createBucket("metrics", organization);
            assertThat(scoped.getBucketsApi().findBuckets()).containsExactly(bucket);
            assertThat(scoped.getOrganizationsApi().findOrganizations()).isEmpty();
            assertThatThrownBy(() -> scoped.getBucketsApi().createBucket("mine", organization))
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessageEndingWith("write:orgs/" + organization.getId() + "/buckets is unauthorized");
        }
    }

    @Test
    void listIsNarrowedByUserNameAndOrganization() {
        User user = newUser(client);
        Authorization roots = authorizations.createAuthorization(organization, readBuckets());
        Authorization users = authorizations.createAuthorization(new AuthorizationPostRequest()
                .orgID(organization.getId())
                .userID(user.getId())
                .permissions(readBuckets()));

        assertThat(ids(authorizations.findAuthorizations())).contains(roots.getId(), users.getId());
        assertThat(ids(authorizations.findAuthorizationsByUser(user))).containsExactly(users.getId());
        assertThat(ids(authorizations.findAuthorizationsByUserName(user.getName())))
                .containsExactly(users.getId());
        assertThat(ids(authorizations.findAuthorizationsByUserName(Instance.USER)))
                .contains(roots.getId())
                .doesNotContain(users.getId());
        assertThat(ids(authorizations.findAuthorizationsByOrg(organization)))
                .containsExactly(roots.getId(), users.getId());
    }

    @Test
    void listOfNobodysIsEmptyByIdAndAnErrorByName() {
        assertThat(authorizations.findAuthorizationsByOrgID("ffffffffffffffff")).isEmpty();
        assertThat(authorizations.findAuthorizationsByUserID(UNKNOWN)).isEmpty();
        assertThatThrownBy(() -> authorizations.findAuthorizationsByUserName("nobody at all"))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> authorizations.findAuthorizationsByOrgID("fffffffffffffff"))
                .isInstanceOf(BadRequestException.class);
        assertThatThrownBy(() -> authorizations.findAuthorizationsByUserID("xcv"))
                .isInstanceOf(BadRequestException.class);
    }

    @Test
    void unknownAuthorizationIsNotFound() {
        assertThatThrownBy(() -> authorizations.findAuthorizationByID(UNKNOWN))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("HTTP status code: 404; Message: authorization not found");
        assertThatThrownBy(() -> authorizations.deleteAuthorization(UNKNOWN))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("authorization not found");
        assertThatThrownBy(() -> authorizations.cloneAuthorization(UNKNOWN))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("authorization not found");
    }

    @Test
    void inactiveTokenIsRefusedUntilItIsActiveAgain() {
        Authorization created = authorizations.createAuthorization(organization, readBuckets());

        try (InfluxDBClient scoped = JavaClient.with(created.getToken())) {
            scoped.getBucketsApi().findBuckets();
            OffsetDateTime createdAt = created.getUpdatedAt();
            created.setStatus(Authorization.StatusEnum.INACTIVE);
            Authorization inactive = authorizations.updateAuthorization(created);

            assertThat(inactive.getStatus()).isEqualTo(Authorization.StatusEnum.INACTIVE);
            assertThat(inactive.getUpdatedAt()).isAfter(createdAt);
            assertThat(ids(authorizations.findAuthorizationsByOrg(organization)))
                    .containsExactly(created.getId());
            assertThatThrownBy(() -> scoped.getBucketsApi().findBuckets())
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessage("HTTP status code: 401; Message: token is inactive");
            inactive.setStatus(Authorization.StatusEnum.ACTIVE);
            authorizations.updateAuthorization(inactive);
            assertThat(scoped.getBucketsApi().findBuckets()).isEmpty();
        }
    }

    @Test
    void clonedAuthorizationHasTheSamePermissionsAndAnotherSecret() {
        Authorization created = authorizations.createAuthorization(organization, readBuckets());

        Authorization cloned = authorizations.cloneAuthorization(created);

        assertThat(cloned.getId()).isNotEqualTo(created.getId());
        assertThat(cloned.getToken()).isNotBlank().isNotEqualTo(created.getToken());
        assertThat(cloned.getPermissions()).isEqualTo(created.getPermissions());
        assertThat(cloned.getDescription()).isEqualTo(created.getDescription());
    }

    @Test
    void revokedTokenIsDeniedAtOnce() {
        Authorization created = authorizations.createAuthorization(organization, readBuckets());

        try (InfluxDBClient scoped = JavaClient.with(created.getToken())) {
            scoped.getBucketsApi().findBuckets();
            authorizations.deleteAuthorization(created);

            assertThatThrownBy(() -> scoped.getBucketsApi().findBuckets())
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessage("HTTP status code: 401; Message: unauthorized access");
        }
        assertThatThrownBy(() -> authorizations.findAuthorizationByID(created.getId()))
                .isInstanceOf(NotFoundException.class);
        assertThat(authorizations.findAuthorizationsByOrg(organization)).isEmpty();
    }

    private List<Permission> readBuckets() {
        return List.of(inOrganization(Permission.ActionEnum.READ, PermissionResource.TYPE_BUCKETS));
    }

    private List<Permission> readUsersWriteOrgs() {
        return List.of(
                inOrganization(Permission.ActionEnum.READ, PermissionResource.TYPE_USERS),
                inOrganization(Permission.ActionEnum.WRITE, PermissionResource.TYPE_ORGS));
    }

    private Permission inOrganization(Permission.ActionEnum action, String type) {
        return permission(action, new PermissionResource().type(type).orgID(organization.getId()));
    }

    private static Permission permission(Permission.ActionEnum action, PermissionResource resource) {
        return new Permission().action(action).resource(resource);
    }

    private static List<String> ids(List<Authorization> authorizations) {
        return authorizations.stream().map(Authorization::getId).toList();
    }
}
