package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stops a start in production, each with a line of its own. */
class ProductionChecksTest {
    private static final String RANDOM = "k1:q1ZB0n1Jm0wq8T5XHkZ7o5N3cV9yRrEwK2LxGd4uA6s";
    private static final String TYPED = "k1:dGVzdHMgb25seSwgbmV2ZXIgaW4gcHJvZHVjdGlvbi4";
    private static final String ZEROS = "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "gatehouse.production", "true",
            "gatehouse.database.url", "postgresql://db:5432/gatehouse",
            "gatehouse.database.user", "app",
            "gatehouse.database.password", "secret-of-app",
            "gatehouse.database.owner-user", "owner",
            "gatehouse.token.peppers", RANDOM,
            "gatehouse.tls-terminated-by-proxy", "true"));

    @Test
    void completeConfigurationStarts() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void databaseMustBeConfigured() {
        settings.remove("gatehouse.database.url");

        assertThat(problems()).singleElement().asString().contains("gatehouse.database.url (GATEHOUSE_DATABASE_URL)");
    }

    @Test
    void databaseMustBeConfiguredWhole() {
        settings.remove("gatehouse.database.password");

        assertThat(problems()).singleElement().asString().contains("gatehouse.database.password is not");
    }

    @Test
    void embeddedDatabaseMustNotBeConfigured() {
        settings.put("gatehouse.embedded.port", "5432");

        assertThat(problems()).singleElement().asString().startsWith("gatehouse.embedded.port is set");
    }

    @Test
    void applicationMustNotBeTheOwner() {
        settings.put("gatehouse.database.owner-user", "app");
        assertThat(problems()).singleElement().asString().startsWith("the application's database account is its owner");

        settings.remove("gatehouse.database.owner-user");
        assertThat(problems())
                .as("then it migrates as the application")
                .singleElement()
                .asString()
                .startsWith("gatehouse.database.owner-user is not set");

        settings.put("gatehouse.database.migrate-at-start", "false");
        assertThat(problems()).as("the owner is not here").isEmpty();
        assertThat(ProductionChecks.ofMigration(config()))
                .as("who migrates, migrates")
                .singleElement()
                .asString()
                .startsWith("gatehouse.database.owner-user is not set");
    }

    @Test
    void pepperMustBeSet() {
        settings.remove("gatehouse.token.peppers");

        assertThat(problems()).singleElement().asString().contains("GATEHOUSE_TOKEN_PEPPERS");
    }

    @Test
    void pepperMustBeLongAndRandomAndNotForDevelopment() {
        for (String ring : List.of(
                "k1:c2hvcnQ", TYPED, ZEROS, RANDOM.replace("k1", "dev"), RANDOM.replace("k1", "example-1"), "none")) {
            settings.put("gatehouse.token.peppers", ring);

            assertThat(problems())
                    .singleElement()
                    .asString()
                    .startsWith("gatehouse.token.peppers")
                    .doesNotContain(ring.substring(ring.indexOf(':') + 1) + ":");
        }
    }

    @Test
    void everyPepperOfTheRingIsLookedAt() {
        settings.put("gatehouse.token.peppers", RANDOM + "," + TYPED.replace("k1", "old"));

        assertThat(problems()).singleElement().asString().contains("`old`");
    }

    @Test
    void publicListenersMustBeEncryptedOrBehindAProxy() {
        settings.remove("gatehouse.tls-terminated-by-proxy");
        assertThat(problems()).hasSize(2).allMatch(line -> line.contains("gatehouse.tls-terminated-by-proxy"));

        settings.put("quarkus.http.insecure-requests", "redirect");
        assertThat(problems()).as("what is redirected has been sent").hasSize(2);

        settings.put("quarkus.http.insecure-requests", "disabled");
        assertThat(problems()).singleElement().asString().contains("gatehouse.meta.port");

        settings.put("gatehouse.meta.port", "-1");
        assertThat(problems()).isEmpty();
    }

    @Test
    void forwardedAddressesDoNotSayWhoEndsTls() {
        settings.remove("gatehouse.tls-terminated-by-proxy");
        settings.put("quarkus.http.proxy.proxy-address-forwarding", "true");
        settings.put("quarkus.http.proxy.trusted-proxies", "10.0.0.0/24");

        assertThat(problems()).hasSize(2).allMatch(line -> line.contains("gatehouse.tls-terminated-by-proxy"));
    }

    @Test
    void forwardedAddressesAreBelievedOfNamedProxiesOnly() {
        for (String listener : List.of("quarkus.http", "quarkus.management")) {
            settings.put(listener + ".proxy.proxy-address-forwarding", "true");
            assertThat(problems()).singleElement().asString().contains(listener + ".proxy.trusted-proxies");

            settings.put(listener + ".proxy.trusted-proxies", " ");
            assertThat(problems()).singleElement().asString().contains(listener + ".proxy.trusted-proxies");

            settings.put(listener + ".proxy.trusted-proxies", "10.0.0.7,10.0.1.0/24");
            assertThat(problems()).isEmpty();

            settings.remove(listener + ".proxy.trusted-proxies");
            settings.put(listener + ".proxy.trusted-proxies[0]", "10.0.0.7");
            assertThat(problems()).isEmpty();
        }
    }

    @Test
    void networkOfEveryAddressNamesNoProxy() {
        for (String listener : List.of("quarkus.http", "quarkus.management")) {
            settings.put(listener + ".proxy.proxy-address-forwarding", "true");
            for (String everybody : List.of("0.0.0.0/0", "::/0", "10.0.0.7, 10.1.2.3/00 ", "10.0.0.0/24,0.0.0.0/0")) {
                settings.put(listener + ".proxy.trusted-proxies", everybody);
                assertThat(problems()).singleElement().asString().contains(listener + ".proxy.trusted-proxies");
            }
            settings.put(listener + ".proxy.trusted-proxies", "10.0.0.0/8,fd00::/10");
            assertThat(problems()).isEmpty();
        }
    }

    @Test
    void addressesOfTheProxyProtocolAreNotBelieved() {
        settings.put("quarkus.http.proxy.trusted-proxies", "10.0.0.7");
        for (String listener : List.of("quarkus.http", "quarkus.management")) {
            settings.put(listener + ".proxy.use-proxy-protocol", "true");
            assertThat(problems())
                    .as("whoever connects may speak it, whichever proxies are named")
                    .singleElement()
                    .asString()
                    .startsWith(listener + ".proxy.use-proxy-protocol");

            settings.put(listener + ".proxy.use-proxy-protocol", "false");
            assertThat(problems()).isEmpty();
        }
    }

    @Test
    void listenerOfThisMachineAloneNeedsNoEncryption() {
        settings.remove("gatehouse.tls-terminated-by-proxy");
        settings.put("quarkus.http.host", "127.0.0.1");

        assertThat(problems()).isEmpty();
    }

    @Test
    void setupMustNotBeOpenToThePublic() {
        settings.put("gatehouse.setup.over-http", "true");
        assertThat(problems()).singleElement().asString().startsWith("gatehouse.setup.over-http");

        settings.put("quarkus.http.host", "localhost");
        assertThat(problems())
                .as("the proxy passes it on")
                .singleElement()
                .asString()
                .startsWith("gatehouse.setup.over-http");

        settings.remove("gatehouse.tls-terminated-by-proxy");
        assertThat(problems()).isEmpty();
    }

    @Test
    void allProblemsAreSaidAtOnceAndNoSecret() {
        settings.keySet().removeIf(key -> !key.equals("gatehouse.production") && !key.endsWith("password"));
        settings.put("gatehouse.embedded.port", "0");
        settings.put("gatehouse.setup.over-http", "true");

        assertThat(problems())
                .hasSize(6)
                .allMatch(line -> line.lines().count() == 1)
                .noneMatch(line -> line.contains("secret-of-app"));
    }

    @Test
    void migrationNeedsNoPepperAndNoListener() {
        settings.remove("gatehouse.token.peppers");
        settings.remove("gatehouse.tls-terminated-by-proxy");

        assertThat(ProductionChecks.ofMigration(config())).isEmpty();
    }

    @Test
    void commandsNeedThePepperAndNoListener() {
        settings.remove("gatehouse.tls-terminated-by-proxy");
        assertThat(ProductionChecks.ofData(config())).isEmpty();

        settings.remove("gatehouse.token.peppers");
        assertThat(ProductionChecks.ofData(config())).hasSize(1);
    }

    private List<String> problems() {
        return ProductionChecks.ofServer(config());
    }

    private SmallRyeConfig config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build();
    }
}
