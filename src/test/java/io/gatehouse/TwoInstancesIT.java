package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances on one database: what one of them writes, the other decides on, without a restart. */
class TwoInstancesIT {
    /** A notification takes milliseconds; this is for a machine under load. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private static RunningGatehouse first;
    private static RunningGatehouse second;
    private static String operator = "";

    private final String name = "org-" + UUID.randomUUID();

    @BeforeAll
    static void startBoth() {
        Map<String, String> configuration = TestDatabase.create();
        first = RunningGatehouse.with(configuration);
        second = RunningGatehouse.with(configuration);
        operator = Conversation.with(first)
                .post("/api/v2/setup", "{'username': 'root', 'password': 'long enough', 'org': 'home', 'bucket': 'b'}")
                .expect(201)
                .text("auth.token");
    }

    @AfterAll
    static void stopBoth() {
        first.close();
        second.close();
    }

    @Test
    void tokenCreatedOnOneHoldsOnTheOther() {
        String secret = token(organization()).text("token");

        assertThat(ask(second, secret)).isEqualTo(200);
    }

    @Test
    void tokenRevokedOnOneIsRefusedOnTheOther() {
        var token = token(organization());
        assertThat(ask(second, token.text("token"))).isEqualTo(200);

        on(first).delete("/api/v2/authorizations/" + token.text("id")).expect(204);

        awaitStatus(401, () -> ask(second, token.text("token")));
    }

    @Test
    void tokenSetInactiveOnOneIsRefusedOnTheOtherUntilItIsActiveAgain() {
        var token = token(organization());
        String path = "/api/v2/authorizations/" + token.text("id");
        assertThat(ask(second, token.text("token"))).isEqualTo(200);

        on(first).patch(path, "{'status': 'inactive'}").expect(200);
        awaitStatus(401, () -> ask(second, token.text("token")));
        on(first).patch(path, "{'status': 'active'}").expect(200);
        awaitStatus(200, () -> ask(second, token.text("token")));
    }

    @Test
    void organizationSuspendedOnOneIsRefusedOnTheOther() {
        String organization = organization();
        String secret = token(organization).text("token");
        assertThat(ask(second, secret)).isEqualTo(200);

        on(first)
                .patch("/api/v2/orgs/" + organization, "{'status': 'inactive'}")
                .expect(200);

        awaitStatus(401, () -> ask(second, secret));
    }

    @Test
    void organizationDeletedOnOneIsGoneOnTheOther() {
        String organization = organization();
        String secret = token(organization).text("token");
        assertThat(ask(second, secret)).isEqualTo(200);

        on(first).delete("/api/v2/orgs/" + organization).expect(204);

        awaitStatus(401, () -> ask(second, secret));
        assertThat(on(second).get("/api/v2/orgs/" + organization).status()).isEqualTo(404);
    }

    @Test
    void rotationOnOneEndsTheOldSecretOnTheOther() {
        var token = token(organization());
        assertThat(ask(second, token.text("token"))).isEqualTo(200);

        String rotated = on(first)
                .post("/api/v2/authorizations/" + token.text("id") + "/rotate", "{'grace': '0s'}")
                .expect(200)
                .text("token");

        assertThat(ask(second, rotated)).isEqualTo(200);
        awaitStatus(401, () -> ask(second, token.text("token")));
    }

    @Test
    void bucketCreatedOnOneIsKnownByItsNameOnTheOther() {
        String organization = organization();
        String secret = token(organization).text("token");
        String bucket = "/authorize?permission=read:bucket:" + name;
        assertThat(Conversation.with(second).withToken(secret).get(bucket).status())
                .isEqualTo(200);
        String other = on(first)
                .post("/api/v2/buckets", "{'orgID': '" + organization + "', 'name': 'late'}")
                .expect(201)
                .text("id");

        String narrow = on(first)
                .post(
                        "/api/v2/authorizations",
                        "{'orgID': '" + organization + "', 'perms': 'read:bucket:" + other + "'}")
                .expect(201)
                .text("token");

        awaitStatus(
                200,
                () -> Conversation.with(second)
                        .withToken(narrow)
                        .get("/authorize?permission=read:bucket:late")
                        .status());
    }

    @Test
    void sessionOfOneWorksOnTheOtherAndEndsOnBoth() {
        String cookie = Conversation.with(first)
                .withPassword("root", "long enough")
                .send("POST", "/api/v2/signin", null)
                .expect(204)
                .headers()
                .replaceFirst("(?s).*influxdb-oss-session=([^;]*);.*", "$1");
        assertThat(me(first, cookie)).isEqualTo(200);
        assertThat(me(second, cookie)).isEqualTo(200);

        Conversation.with(second)
                .withCookie(cookie)
                .send("POST", "/api/v2/signout", null)
                .expect(204);

        assertThat(me(first, cookie)).isEqualTo(401);
        assertThat(me(second, cookie)).isEqualTo(401);
    }

    @Test
    void passwordChangedOnOneHoldsOnTheOther() {
        String user = on(first)
                .post("/api/v2/users", "{'name': '" + name + "'}")
                .expect(201)
                .text("id");
        on(first)
                .post("/api/v2/users/" + user + "/password", "{'password': 'the old one'}")
                .expect(204);
        assertThat(signIn(second, "the old one")).isEqualTo(204);

        on(first)
                .post("/api/v2/users/" + user + "/password", "{'password': 'the new one'}")
                .expect(204);

        assertThat(signIn(second, "the old one")).isEqualTo(401);
        assertThat(signIn(second, "the new one")).isEqualTo(204);
    }

    @Test
    void clientReadsItsOwnWriteOnTheOtherInstance() {
        var token = token(organization());
        assertThat(ask(second, token.text("token"))).isEqualTo(200);
        var written = on(first)
                .patch("/api/v2/authorizations/" + token.text("id"), "{'status': 'inactive'}")
                .expect(200);
        String version = written.headers().replaceFirst("(?is).*x-policy-version: (\\d+)\n.*", "$1");

        assertThat(Conversation.with(second)
                        .withToken(token.text("token"))
                        .withHeader("X-Min-Policy-Version", version)
                        .get("/authorize?permission=read:buckets")
                        .status())
                .isEqualTo(401);
    }

    private int signIn(RunningGatehouse gatehouse, String password) {
        return Conversation.with(gatehouse)
                .withPassword(name, password)
                .send("POST", "/api/v2/signin", null)
                .status();
    }

    private static int me(RunningGatehouse gatehouse, String cookie) {
        return Conversation.with(gatehouse).withCookie(cookie).get("/api/v2/me").status();
    }

    private static int ask(RunningGatehouse gatehouse, String secret) {
        return Conversation.with(gatehouse)
                .withToken(secret)
                .get("/authorize?permission=read:buckets")
                .status();
    }

    private static void awaitStatus(int status, IntSupplier answered) {
        Awaitility.await().atMost(SOON).until(() -> answered.getAsInt() == status);
    }

    private String organization() {
        return on(first)
                .post("/api/v2/orgs", "{'name': '" + name + "'}")
                .expect(201)
                .text("id");
    }

    private Conversation.Answer token(String organization) {
        return on(first)
                .post("/api/v2/authorizations", "{'orgID': '" + organization + "', 'perms': 'read:buckets'}")
                .expect(201);
    }

    private static Conversation on(RunningGatehouse gatehouse) {
        return Conversation.with(gatehouse).withToken(operator);
    }
}
