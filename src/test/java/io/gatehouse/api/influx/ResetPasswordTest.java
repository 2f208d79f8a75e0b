package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.HeldLock;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The password that was set last is the one that counts, whoever showed the old one or renamed the user meanwhile. */
@QuarkusTest
class ResetPasswordTest {
    private static final String OLD = "old-password";
    private static final String RESET = "reset-password";
    private static final long INSTANCE = 0;

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private String user = "";
    private String name = "";

    @BeforeEach
    void createUser() {
        user = Instance.user("reset");
        name = as(Instance.operator()).get("/api/v2/users/" + user).path("name");
        assertThat(set(OLD).statusCode()).isEqualTo(204);
    }

    @Test
    void oldPasswordThatWasCheckedBeforeStartsNoSession() throws Exception {
        try (HeldLock lock = HeldLock.ofUser(Id.parse(user))) {
            CompletableFuture<Response> signIn = send(() -> with(OLD).post("/api/v2/signin"));
            lock.awaitWaiting(1);
            assertThat(set(RESET).statusCode()).isEqualTo(204);
            lock.release();

            assertThat(signIn.join().statusCode()).isEqualTo(401);
            assertThat(signIn.join().asString())
                    .isEqualTo(with("wrong-password").post("/api/v2/signin").asString());
        }
        assertThat(tables.list("select user_id from sessions where user_id = " + Id.parse(user)))
                .isEmpty();
        assertThat(with(RESET).post("/api/v2/signin").statusCode()).isEqualTo(204);
    }

    @Test
    void oldPasswordThatWasCheckedBeforeSetsNoOther() throws Exception {
        for (String path : new String[] {"/api/v2/me/password", "/api/v2/users/" + user + "/password"}) {
            assertThat(set(OLD).statusCode()).isEqualTo(204);
            try (HeldLock lock = HeldLock.ofWriters(INSTANCE)) {
                CompletableFuture<Response> reset = send(() -> set(RESET));
                lock.awaitWaiting(1);
                CompletableFuture<Response> change = send(() -> change(path));
                lock.awaitWaiting(2);
                lock.release();

                assertThat(reset.join().statusCode()).isEqualTo(204);
                String cookie = SessionsTest.cookie(name, RESET);
                assertThat(change.join().statusCode()).isEqualTo(403);
                assertThat(change.join().asString()).isEqualTo(change(path).asString());
                given().header("Cookie", cookie).get("/api/v2/me").then().statusCode(200);
            }
        }
    }

    @Test
    void passwordThatIsSetWhileTheUserIsRenamedIsItsPassword() throws Exception {
        Map<String, Supplier<Response>> changes = Map.of(
                RESET, () -> set(RESET), "another-password", () -> change("/api/v2/users/" + user + "/password"));
        for (Map.Entry<String, Supplier<Response>> change : changes.entrySet()) {
            assertThat(set(OLD).statusCode()).isEqualTo(204);
            String renamed = JavaClient.unique("renamed");
            try (HeldLock lock = HeldLock.ofWriters(INSTANCE)) {
                CompletableFuture<Response> rename = send(() ->
                        as(Instance.operator()).body(Map.of("name", renamed)).patch("/api/v2/users/" + user));
                lock.awaitWaiting(1);
                CompletableFuture<Response> changed = send(change.getValue());
                lock.awaitWaiting(2);
                lock.release();

                assertThat(rename.join().statusCode()).isEqualTo(200);
                assertThat(changed.join().statusCode()).isEqualTo(204);
            }
            name = renamed;
            assertThat(with(change.getKey()).post("/api/v2/signin").statusCode())
                    .isEqualTo(204);
        }
    }

    private Response set(String password) {
        return as(Instance.operator()).body(Map.of("password", password)).post("/api/v2/users/" + user + "/password");
    }

    private Response change(String path) {
        return with(OLD)
                .contentType(ContentType.JSON)
                .body(Map.of("password", "another-password"))
                .put(path);
    }

    private RequestSpecification with(String password) {
        return given().auth().preemptive().basic(name, password);
    }

    private static CompletableFuture<Response> send(Supplier<Response> request) {
        return CompletableFuture.supplyAsync(request, command -> new Thread(command).start());
    }
}
