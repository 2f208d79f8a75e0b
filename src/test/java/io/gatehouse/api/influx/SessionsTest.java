package io.gatehouse.api.influx;

import static io.gatehouse.api.influx.JavaClient.newUser;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.domain.User;
import com.influxdb.exceptions.UnauthorizedException;
import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.HeldLock;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionsTest {
    private static final String PASSWORD = "first-password";

    private User user;

    @BeforeEach
    void createUser() {
        try (InfluxDBClient client = JavaClient.operator()) {
            user = newUser(client);
            client.getUsersApi().updateUserPassword(user, "", PASSWORD);
        }
    }

    @Test
    void signInAnswersOneCookie() {
        Response answer = signIn(user.getName(), PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().getValues("Set-Cookie"))
                .singleElement()
                .asString()
                .matches("influxdb-oss-session=[\\w-]{43}; Path=/api/; HttpOnly; SameSite=Strict");
    }

    @Test
    void libraryWorksBySessionUntilItIsClosed() {
        InfluxDBClient session = JavaClient.signedIn(user.getName(), PASSWORD);
        assertThat(session.getUsersApi().me().getId()).isEqualTo(user.getId());

        session.close();

        assertThatThrownBy(() -> session.getUsersApi().me()).isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void wrongNameOrPasswordAnswersAlike() {
        String expected = "{\"code\":\"unauthorized\",\"message\":\"unauthorized access\"}";

        for (Response answer :
                new Response[] {signIn(user.getName(), "wrong-password"), signIn(user.getName() + "x", PASSWORD)}) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.asString()).isEqualTo(expected);
            assertThat(answer.header("Set-Cookie")).isNull();
        }
        given().post("/api/v2/signin").then().statusCode(401);
    }

    @Test
    void cookieMayBeTheWholeSetCookieText() {
        String whole = signIn(user.getName(), PASSWORD).header("Set-Cookie");

        given().header("Cookie", whole).get("/api/v2/me").then().statusCode(200);
    }

    @Test
    void cookieCountsBesideBasicCredentials() {
        String cookie = cookie(user.getName(), PASSWORD);

        given().auth()
                .preemptive()
                .basic("somebody", "something")
                .header("Cookie", cookie)
                .get("/api/v2/me")
                .then()
                .statusCode(200)
                .body("id", equalTo(user.getId()));
    }

    @Test
    void basicCredentialsAloneOpenOnlyTheSignIn() {
        given().auth()
                .preemptive()
                .basic(user.getName(), PASSWORD)
                .get("/api/v2/me")
                .then()
                .statusCode(401)
                .body("message", equalTo("unauthorized access"));
    }

    @Test
    void signOutEndsTheSession() {
        String cookie = cookie(user.getName(), PASSWORD);

        given().header("Cookie", cookie).post("/api/v2/signout").then().statusCode(204);

        given().header("Cookie", cookie).get("/api/v2/me").then().statusCode(401);
        given().header("Cookie", cookie).post("/api/v2/signout").then().statusCode(401);
        given().post("/api/v2/signout").then().statusCode(401);
    }

    @Test
    void ownPasswordChangeEndsEverySession() {
        String one = cookie(user.getName(), PASSWORD);
        String other = cookie(user.getName(), PASSWORD);

        given().auth()
                .preemptive()
                .basic(user.getName(), PASSWORD)
                .header("Cookie", one)
                .contentType(ContentType.JSON)
                .body(Map.of("password", "second-password"))
                .put("/api/v2/users/" + user.getId() + "/password")
                .then()
                .statusCode(204);

        expectEnded(one);
        expectEnded(other);
        assertThat(signIn(user.getName(), PASSWORD).statusCode()).isEqualTo(401);
        assertThat(signIn(user.getName(), "second-password").statusCode()).isEqualTo(204);
    }

    @Test
    void passwordThatAnOperatorSetEndsEverySession() {
        String cookie = cookie(user.getName(), PASSWORD);

        Instance.as(Instance.operator())
                .body(Map.of("password", "second-password"))
                .post("/api/v2/users/" + user.getId() + "/password")
                .then()
                .statusCode(204);

        expectEnded(cookie);
    }

    @Test
    void passwordOfAnotherUserCannotBeChanged() {
        try (InfluxDBClient client = JavaClient.operator()) {
            given().auth()
                    .preemptive()
                    .basic(user.getName(), PASSWORD)
                    .contentType(ContentType.JSON)
                    .body(Map.of("password", "second-password"))
                    .put("/api/v2/users/" + newUser(client).getId() + "/password")
                    .then()
                    .statusCode(403)
                    .body("message", equalTo("your username or password is incorrect"));
        }
    }

    @Test
    void inactiveUserHasNoSession() {
        String cookie = cookie(user.getName(), PASSWORD);
        setStatus("inactive").then().statusCode(200);

        expectEnded(cookie);
        assertThat(signIn(user.getName(), PASSWORD).statusCode()).isEqualTo(403);
        assertThat(signIn(user.getName(), "wrong-password").statusCode()).isEqualTo(401);
    }

    @Test
    void deactivationEndsEverySessionForGood() {
        String cookie = cookie(user.getName(), PASSWORD);
        setStatus("active").then().statusCode(200);
        given().header("Cookie", cookie).get("/api/v2/me").then().statusCode(200);

        setStatus("inactive").then().statusCode(200);
        setStatus("active").then().statusCode(200);

        expectEnded(cookie);
        assertThat(signIn(user.getName(), PASSWORD).statusCode()).isEqualTo(204);
    }

    @Test
    void noSessionIsStartedBehindADeactivation() throws Exception {
        try (HeldLock lock = HeldLock.ofUser(Id.parse(user.getId()))) {
            CompletableFuture<Response> deactivated = send(() -> setStatus("inactive"));
            lock.awaitWaiting(1);
            CompletableFuture<Response> signedIn = send(() -> signIn(user.getName(), PASSWORD));
            lock.awaitWaiting(2);
            lock.release();

            assertThat(deactivated.join().statusCode()).isEqualTo(200);
            assertThat(signedIn.join().statusCode()).isEqualTo(401);
        }
    }

    /** As where an instance of an earlier version deactivated the user. */
    @Test
    void refusedRequestRenewsNoSession() throws Exception {
        var tables = OwnedTables.ofThisProgram();
        String row = " where user_id = " + Id.parse(user.getId());
        String cookie = cookie(user.getName(), PASSWORD);
        tables.execute("update sessions set expires_at = now() + interval '9 minutes'" + row);
        tables.execute("update users set status = 'inactive' where id = " + Id.parse(user.getId()));

        given().header("Cookie", cookie)
                .get("/api/v2/me")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"))
                .body("message", equalTo("User is inactive"));
        assertThat(tables.one("select expires_at < now() + interval '10 minutes' from sessions" + row))
                .isEqualTo("t");
        setStatus("active").then().statusCode(200);
        expectEnded(cookie);
    }

    private Response setStatus(String status) {
        return Instance.as(Instance.operator()).body(Map.of("status", status)).patch("/api/v2/users/" + user.getId());
    }

    private static CompletableFuture<Response> send(Supplier<Response> request) {
        return CompletableFuture.supplyAsync(request, command -> new Thread(command).start());
    }

    static String cookie(String name, String password) {
        return signIn(name, password)
                .then()
                .statusCode(204)
                .extract()
                .header("Set-Cookie")
                .split(";", -1)[0];
    }

    private static Response signIn(String name, String password) {
        return given().auth().preemptive().basic(name, password).post("/api/v2/signin");
    }

    private static void expectEnded(String cookie) {
        given().header("Cookie", cookie)
                .get("/api/v2/me")
                .then()
                .statusCode(401)
                .body("message", equalTo("unauthorized access"));
    }
}
