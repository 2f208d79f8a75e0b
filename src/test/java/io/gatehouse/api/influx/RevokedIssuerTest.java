package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static io.gatehouse.api.Instance.one;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.gatehouse.api.meta.Meta;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.HeldLock;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a token has begun to issue or change ends with it: nothing of that is done once its revocation is answered. */
@QuarkusTest
class RevokedIssuerTest {
    private static final String TOKENS = "/api/v2/authorizations";

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private String organization = "";
    private String user = "";
    private Response token;

    @BeforeEach
    void issueToken() {
        organization = Instance.organization("revoked");
        user = Instance.user("revoked");
        token = Instance.token(Map.of(
                "orgID",
                organization,
                "userID",
                user,
                "permissions",
                List.of(
                        all("read", "authorizations", organization),
                        all("write", "authorizations", organization),
                        one("read", "users", organization, user),
                        one("write", "users", organization, user),
                        all("read", "buckets", organization))));
    }

    @Test
    void nothingIsIssuedBehindAnyRevocation() throws Exception {
        for (Revocation revocation : Revocation.values()) {
            issueToken();

            expectRefused(revocation, () -> issue(organization), revocation.of(this));
        }
    }

    @Test
    void nothingIsRotatedOrChangedBehindARevocation() throws Exception {
        for (Revocation revocation : List.of(Revocation.DEACTIVATION, Revocation.DELETION)) {
            issueToken();
            String other = issue(organization).path("id");
            expectRefused(revocation, () -> bearer().post(TOKENS + "/" + other + "/rotate"), revocation.of(this));

            issueToken();
            expectRefused(
                    revocation, () -> bearer().body(Map.of("status", "active")).patch(path()), revocation.of(this));
        }
    }

    @Test
    void nothingIsIssuedInAnotherOrganizationAfterARevocation() throws Exception {
        for (Revocation revocation : Revocation.values()) {
            issueToken();
            token = operatorToken();
            String other = Instance.organization("other");
            try (HeldLock lock = HeldLock.ofWriters(Id.parse(other))) {
                CompletableFuture<Response> issued = send(() -> issue(other));
                lock.awaitWaiting(1);
                assertThat(revocation.of(this).get().statusCode())
                        .as("%s", revocation)
                        .isBetween(200, 204);
                lock.release();

                assertThat(issued.join().statusCode()).as("%s", revocation).isEqualTo(401);
            }
            assertThat(tokensIn(other)).isEqualTo("0");
        }
    }

    @Test
    void revocationIsAnsweredAfterWhatIsBeingIssuedInAnotherOrganization() throws Exception {
        token = operatorToken();
        String other = Instance.organization("other");
        String target = Instance.user("target");
        try (HeldLock lock = HeldLock.ofUser(Id.parse(target))) {
            CompletableFuture<Response> issued = send(() -> issue(other, target));
            lock.awaitWaiting(1);
            CompletableFuture<Response> revoked = send(Revocation.DELETION.of(this));
            lock.awaitWaiting(2);
            lock.release();

            assertThat(issued.join().statusCode()).isEqualTo(201);
            assertThat(revoked.join().statusCode()).isEqualTo(204);
        }
    }

    @Test
    void nobodyIsGivenAnythingBehindARevocation() throws Exception {
        meta("/user", Map.of("action", "create", "user", Map.of("name", "ann", "password", "anns")));
        meta("/role", Map.of("action", "create", "role", Map.of("name", "readers")));
        String bucket = Instance.bucket(organization, "db");
        Map<String, ?> everything = Map.of("", Meta.sixteen());
        List<Supplier<Response>> works = List.of(
                () -> bearer().body(Map.of("id", user)).post("/api/v2/orgs/" + organization + "/owners"),
                () -> bearer().body(Map.of("id", user)).post("/api/v2/orgs/" + organization + "/members"),
                () -> account("create", Map.of("name", "new", "password", "p", "permissions", everything)),
                () -> account("change-password", Map.of("name", "ann", "password", "mine")),
                () -> account("add-permissions", Map.of("name", "ann", "permissions", everything)),
                () -> role("create", Map.of("name", "new", "permissions", everything, "users", List.of("ann"))),
                () -> role("add-users", Map.of("name", "readers", "users", List.of("ann"))),
                () -> role("add-permissions", Map.of("name", "readers", "permissions", everything)),
                () -> role("change-name", Map.of("name", "readers", "newName", "admins")),
                () -> bearer().body(Map.of("orgID", organization, "name", "db/rp"))
                        .post("/api/v2/buckets"),
                () -> bearer().body(Map.of("name", "free")).patch("/api/v2/buckets/" + bucket),
                () -> bearer().delete("/api/v2/buckets/" + bucket),
                () -> bearer().body(Map.of("actions", List.of("read"))).put("/v1/resource-types/record"),
                () -> bearer().put("/v1/subject-types/identity"),
                () -> bearer().body(Map.of("status", "active")).patch("/api/v2/orgs/" + organization));
        for (Supplier<Response> work : works) {
            token = administratorToken();
            expectRefused(work, Revocation.DELETION.of(this));
        }

        token = administratorToken();
        works.get(2).get().then().statusCode(200);
    }

    @Test
    void noUserIsActivatedAfterARevocation() throws Exception {
        expectRefusedInTheInstance(
                this::administratorToken,
                () -> bearer().body(Map.of("status", "active")).patch("/api/v2/users/" + user));
    }

    @Test
    void noPasswordIsSetAfterARevocation() throws Exception {
        expectRefusedInTheInstance(
                this::administratorToken,
                () -> bearer().body(Map.of("password", "new-password")).post("/api/v2/users/" + user + "/password"));
    }

    @Test
    void noOrganizationIsCreatedAfterARevocation() throws Exception {
        expectRefusedInTheInstance(
                () -> Instance.token(Map.of(
                        "orgID",
                        organization,
                        "userID",
                        user,
                        "permissions",
                        List.of(Map.of("action", "write", "resource", Map.of("type", "orgs"))))),
                () -> bearer().body(Map.of("name", JavaClient.unique("new"))).post("/api/v2/orgs"));
    }

    private void expectRefusedInTheInstance(Supplier<Response> issue, Supplier<Response> work) throws Exception {
        for (Revocation revocation : List.of(Revocation.DEACTIVATION, Revocation.DELETION)) {
            token = issue.get();
            try (HeldLock lock = HeldLock.ofWriters(0)) {
                CompletableFuture<Response> set = send(work);
                lock.awaitWaiting(1);
                assertThat(revocation.of(this).get().statusCode()).isBetween(200, 204);
                lock.release();

                assertThat(set.join().statusCode()).as("%s", revocation).isEqualTo(401);
            }
        }
    }

    @Test
    void nobodyIsMadeAdministratorBehindAnyRevocation() throws Exception {
        for (Revocation revocation : Revocation.values()) {
            issueToken();
            token = administratorToken();
            expectRefused(
                    () -> account(
                            "create",
                            Map.of("name", "new", "password", "p", "permissions", Map.of("", Meta.sixteen()))),
                    revocation.of(this));
        }
    }

    @Test
    void nothingIsGivenByAnOwnerWhoIsNoneAnyMore() throws Exception {
        String owners = "/api/v2/orgs/" + organization + "/owners";
        Map<String, Map<String, ?>> works = Map.of(
                TOKENS,
                Map.of("orgID", organization, "permissions", List.of(all("read", "buckets", organization))),
                owners,
                Map.of("id", user));
        for (var work : works.entrySet()) {
            Administrator owner = Administrator.of(organization);
            expectRefused(
                    () -> owner.bySession().body(work.getValue()).post(work.getKey()),
                    () -> as(Instance.operator()).delete(owners + "/" + owner.user()));
        }
    }

    @Test
    void nothingIsGivenByAUserWhoAdministersNoMoreOrIsInactive() throws Exception {
        Meta meta = Meta.create("revoked");
        organization = meta.organization();
        meta.user("ann");
        List<String> own =
                as(Instance.operator()).get("/user?orgID=" + organization).path("users.name");
        String administrator = own.stream()
                .filter(name -> name.startsWith("admin-"))
                .findFirst()
                .orElseThrow();
        Supplier<Response> work = () -> meta.post(
                "/user",
                Map.of(
                        "action",
                        "add-permissions",
                        "user",
                        Map.of("name", "ann", "permissions", Map.of("", Meta.sixteen()))));
        expectRefused(
                work,
                () -> meta(
                        "/user",
                        Map.of(
                                "action",
                                "remove-permissions",
                                "user",
                                Map.of("name", administrator, "permissions", Map.of("", List.of("Monitor"))))));

        meta(
                "/user",
                Map.of(
                        "action",
                        "add-permissions",
                        "user",
                        Map.of("name", administrator, "permissions", Map.of("", Meta.sixteen()))));
        String id = tables.one("select lpad(to_hex(id), 16, '0') from users where name = '" + administrator + "'");
        expectRefused(
                work,
                () -> as(Instance.operator()).body(Map.of("status", "inactive")).patch("/api/v2/users/" + id));
    }

    /** As {@link #expectRefused(Revocation, Supplier, Supplier)}, at any door. */
    private void expectRefused(Supplier<Response> work, Supplier<Response> revoke) throws Exception {
        try (HeldLock lock = HeldLock.ofWriters(Id.parse(organization))) {
            CompletableFuture<Response> revoked = send(revoke);
            lock.awaitWaiting(1);
            CompletableFuture<Response> worked = send(work);
            lock.awaitWaiting(2);
            lock.release();

            assertThat(revoked.join().statusCode()).isBetween(200, 204);
            assertThat(worked.join().statusCode()).isEqualTo(401);
            assertThat(worked.join().asString()).contains("\"unauthorized access\"");
        }
    }

    /** The revocation comes first of two that wait. */
    private void expectRefused(Revocation revocation, Supplier<Response> work, Supplier<Response> revoke)
            throws Exception {
        String before = tokensIn(organization);
        try (HeldLock lock = HeldLock.ofWriters(Id.parse(organization))) {
            CompletableFuture<Response> revoked = send(revoke);
            lock.awaitWaiting(1);
            CompletableFuture<Response> worked = send(work);
            lock.awaitWaiting(2);
            lock.release();

            assertThat(revoked.join().statusCode()).as("%s", revocation).isBetween(200, 204);
            assertThat(worked.join().statusCode()).as("%s", revocation).isEqualTo(401);
            assertThat(worked.join().asString())
                    .isEqualTo("{\"code\":\"unauthorized\",\"message\":\"unauthorized access\"}");
        }
        assertThat(Integer.parseInt(tokensIn(organization))).isLessThanOrEqualTo(Integer.parseInt(before));
    }

    private String tokensIn(String organization) throws Exception {
        return tables.one("select count(*) from tokens where org_id = " + Id.parse(organization));
    }

    private Response issue(String organization) {
        return issue(organization, user);
    }

    private Response issue(String organization, String user) {
        return bearer().body(Map.of(
                        "orgID",
                        organization,
                        "userID",
                        user,
                        "permissions",
                        List.of(all("read", "buckets", organization))))
                .post(TOKENS);
    }

    /** One that may issue tokens everywhere. */
    private Response operatorToken() {
        return Instance.token(Map.of(
                "orgID",
                organization,
                "userID",
                user,
                "permissions",
                List.of(
                        Map.of("action", "write", "resource", Map.of("type", "authorizations")),
                        Map.of("action", "write", "resource", Map.of("type", "users")),
                        Map.of("action", "read", "resource", Map.of("type", "buckets")))));
    }

    /** One that administers the organization. */
    private Response administratorToken() {
        return Instance.token(Map.of(
                "orgID",
                organization,
                "userID",
                user,
                "permissions",
                List.of(
                        Map.of("action", "read", "resource", Map.of("type", "orgs", "id", organization)),
                        Map.of("action", "write", "resource", Map.of("type", "orgs", "id", organization)),
                        all("read", "buckets", organization),
                        all("write", "buckets", organization),
                        one("read", "users", organization, user),
                        one("write", "users", organization, user))));
    }

    private Response account(String action, Map<String, ?> user) {
        return bearer().body(Map.of("action", action, "user", user)).post("/user");
    }

    private Response role(String action, Map<String, ?> role) {
        return bearer().body(Map.of("action", action, "role", role)).post("/role");
    }

    private Response meta(String path, Map<String, ?> body) {
        return as(Instance.operator()).body(body).post(path + "?orgID=" + organization);
    }

    private RequestSpecification bearer() {
        return as(token.path("token"));
    }

    private String path() {
        return TOKENS + "/" + token.path("id");
    }

    private static CompletableFuture<Response> send(Supplier<Response> request) {
        return CompletableFuture.supplyAsync(request, command -> new Thread(command).start());
    }

    /** What an operator does so that the token holds no more. */
    private enum Revocation {
        DEACTIVATION,
        EXPIRY,
        ROTATION,
        DELETION,
        DEACTIVATION_OF_THE_USER,
        DELETION_OF_THE_USER,
        SUSPENSION;

        Supplier<Response> of(RevokedIssuerTest test) {
            String token = test.path();
            String user = "/api/v2/users/" + test.user;
            String organization = "/api/v2/orgs/" + test.organization;
            RequestSpecification operator = as(Instance.operator());
            return switch (this) {
                case DEACTIVATION ->
                    () -> operator.body(Map.of("status", "inactive")).patch(token);
                case EXPIRY ->
                    () -> operator.body(Map.of("expiresAt", "2020-01-01T00:00:00Z"))
                            .patch(token);
                case ROTATION -> () -> operator.body(Map.of("grace", "0s")).post(token + "/rotate");
                case DELETION -> () -> operator.delete(token);
                case DEACTIVATION_OF_THE_USER ->
                    () -> operator.body(Map.of("status", "inactive")).patch(user);
                case DELETION_OF_THE_USER -> () -> operator.delete(user);
                case SUSPENSION ->
                    () -> operator.body(Map.of("status", "inactive")).patch(organization);
            };
        }
    }
}
