package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a page of another site has a browser send, with the credentials that the browser remembers. */
@QuarkusTest
class CrossSiteTest {
    private static final List<String> SITE = List.of("cross-site", "same-site", "anything");
    private static final List<String> FOREIGN = List.of(
            "null",
            "http://evil.example",
            "http://localhost:8087",
            "http://localhost.evil.example:8086",
            "https://localhost",
            "localhost:8086",
            "http://");

    private String basic;

    @BeforeEach
    void setUp() {
        Instance.operator();
        String pair = Instance.USER + ":" + Instance.PASSWORD;
        basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void changeByAnotherSiteIsRefusedAtEveryDoor() throws Exception {
        OwnedTables tables = OwnedTables.ofThisProgram();
        var before = tables.state();
        for (String door : List.of(
                "POST /user?org=home",
                "POST /role?org=home",
                "POST /influxdb/v2/acl/restrictions?org=home",
                "POST /influxdb/v2/acl/grants?org=home",
                "POST /api/v2/signin",
                "POST /api/v2/buckets",
                "DELETE /api/v2/users/0af8b494f7246000",
                "PUT /api/v2/me/password",
                "PUT /v1/subject-types/word?org=home",
                "PUT /v1/resource-types/word?org=home",
                "POST /access/v1/../../user?org=home")) {
            for (String site : SITE) {
                expectRefused(request(door).header("Sec-Fetch-Site", site), door);
            }
            for (String origin : FOREIGN) {
                expectRefused(request(door).header("Origin", origin), door);
            }
        }
        assertThat(tables.state()).isEqualTo(before);
    }

    @Test
    void changeByNoOtherSiteIsNot() {
        for (RawRequest own : List.of(
                ownChange(),
                ownChange().header("Sec-Fetch-Site", "same-origin").header("Origin", "http://renamed.example"),
                ownChange().header("Sec-Fetch-Site", "none"),
                ownChange().header("Origin", "http://localhost:8086"),
                ownChange().header("Origin", "https://LOCALHOST:8086"),
                ownChange().header("Host", "gatehouse.example").header("Origin", "https://gatehouse.example"),
                ownChange().header("Host", "gatehouse.example:443").header("Origin", "https://gatehouse.example"),
                ownChange().header("Host", "gatehouse.example").header("Origin", "http://gatehouse.example"),
                ownChange().header("Host", "[::1]:8086").header("Origin", "http://[::1]:8086"))) {
            assertThat(own.send().status()).as("%s", own).isEqualTo(400);
        }
    }

    @Test
    void whatChangesNothingIsAnsweredToEverybody() {
        assertThat(foreign(RawRequest.of("GET", "/user?org=home").as(basic))
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(foreign(RawRequest.of("POST", "/access/v1/evaluation").as("Token " + Instance.operator()))
                        .json(
                                "{\"subject\": {\"type\": \"user\", \"id\": \"root\"},"
                                        + " \"action\": {\"name\": \"read\"}, \"resource\": {\"type\": \"bucket\", \"id\": \"first\"}}")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(foreign(RawRequest.of("POST", "/authorize?permission=read:buckets")
                                .as("Token " + Instance.operator()))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    private RawRequest request(String door) {
        String[] parts = door.split(" ", -1);
        return RawRequest.of(parts[0], parts[1])
                .header("Host", "localhost:8086")
                .as(basic)
                .json("{\"action\": \"create\", \"user\": {\"name\": \"mallory\", \"password\": \"mallory-password\"}}")
                .header("Content-Type", "text/plain");
    }

    /** A change that is refused only by the door itself. */
    private RawRequest ownChange() {
        return request("POST /role?org=home");
    }

    private static RawRequest foreign(RawRequest request) {
        return request.header("Sec-Fetch-Site", "cross-site").header("Origin", "https://evil.example");
    }

    private static void expectRefused(RawRequest request, String door) {
        RawAnswer answer = request.send();
        String path = door.replaceFirst(".* ", "").replaceFirst(".*/\\.\\./", "/");
        assertThat(answer.status()).as("%s: %s", door, answer).isEqualTo(403);
        assertThat(answer.flawAsRefusal(path)).as("%s: %s", door, answer).isNull();
    }
}
