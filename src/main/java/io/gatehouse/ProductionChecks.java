package io.gatehouse;

import io.gatehouse.embedded.StartRefusedException;
import io.gatehouse.platform.PepperRing;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is refused with {@code gatehouse.production=true}: each a line that names the setting to change. */
final class ProductionChecks {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|\\[?::1]?");
    private static final Pattern EVERY_ADDRESS = Pattern.compile(".*/\\s*0+");

    private final SmallRyeConfig config;
    private final List<String> problems = new ArrayList<>();

    private ProductionChecks(SmallRyeConfig config) {
        this.config = config;
    }

    static boolean apply(SmallRyeConfig config) {
        return isTrue(config, "gatehouse.production");
    }

    /** Those for any command that works with what is in the database. */
    static List<String> ofData(SmallRyeConfig config) {
        var checks = new ProductionChecks(config);
        checks.database();
        checks.owner(StartConfig.migratesAtStart(config));
        checks.peppers();
        return checks.problems;
    }

    /** Those for a command that migrates: it needs the database alone. */
    static List<String> ofMigration(SmallRyeConfig config) {
        var checks = new ProductionChecks(config);
        checks.database();
        checks.owner(true);
        return checks.problems;
    }

    /** Every check, for a command that serves. */
    static List<String> ofServer(SmallRyeConfig config) {
        var checks = new ProductionChecks(config);
        checks.database();
        checks.owner(StartConfig.migratesAtStart(config));
        checks.peppers();
        checks.listeners();
        checks.proxies();
        checks.setup();
        return checks.problems;
    }

    private void database() {
        try {
            if (!StartConfig.isDatabaseConfigured(config)) {
                problems.add("no database is configured, and in production none is started;"
                        + " set gatehouse.database.url (GATEHOUSE_DATABASE_URL)");
            }
        } catch (StartRefusedException incomplete) {
            problems.add(String.valueOf(incomplete.getMessage()));
        }
        for (String key : Settings.EMBEDDED) {
            if (StartConfig.isSet(config, key)) {
                problems.add(key + " is set, and in production no PostgreSQL is started; remove it");
            }
        }
    }

    /** An owner passes row-level security, the second fence between organizations. */
    private void owner(boolean migrates) {
        String user = text("gatehouse.database.user");
        String owner = text("gatehouse.database.owner-user");
        if (user != null && user.equals(owner)) {
            problems.add("the application's database account is its owner, whom row-level security does not hold; set"
                    + " gatehouse.database.owner-user to another than gatehouse.database.user");
        } else if (user != null && owner == null && migrates) {
            problems.add(
                    "gatehouse.database.owner-user is not set, so the application's account would migrate, and row-level"
                            + " security does not hold an owner; set it, where `gatehouse migrate` runs before for that command"
                            + " alone, beside gatehouse.database.migrate-at-start=false");
        }
    }

    private void peppers() {
        String ring = text("gatehouse.token.peppers");
        if (ring == null) {
            problems.add(StartChecks.NO_PEPPERS);
            return;
        }
        problems.addAll(PepperRing.weaknesses(ring));
    }

    private void listeners() {
        if (isTrue(config, "gatehouse.tls-terminated-by-proxy") || isLoopback()) {
            return;
        }
        // Where it redirects, it has been sent in clear what the request carries.
        if (!"disabled".equalsIgnoreCase(text("quarkus.http.insecure-requests"))) {
            problems.add("the listener is public and not encrypted; set gatehouse.tls-terminated-by-proxy=true where a"
                    + " proxy ends TLS, or a certificate and quarkus.http.insecure-requests=disabled");
        }
        if (!"-1".equals(text("gatehouse.meta.port"))) {
            problems.add("the listener of gatehouse.meta.port is public and never encrypted; set"
                    + " gatehouse.tls-terminated-by-proxy=true where a proxy ends TLS, or gatehouse.meta.port=-1");
        }
    }

    /** Where no trusted proxies are named, every client is believed in what it says it forwards. */
    private void proxies() {
        for (String listener : List.of("quarkus.http", "quarkus.management")) {
            String forwarding = listener + ".proxy.proxy-address-forwarding";
            String trusted = listener + ".proxy.trusted-proxies";
            if (isTrue(config, forwarding) && !namesProxies(trusted)) {
                problems.add(forwarding + " lets everybody say from which address they ask; set " + trusted
                        + " to the addresses of the proxies");
            }
            String protocol = listener + ".proxy.use-proxy-protocol";
            if (isTrue(config, protocol)) {
                problems.add(protocol
                        + " lets everybody say from which address they ask, whichever proxies are named; remove"
                        + " it, and have the proxy set headers for " + forwarding);
            }
        }
    }

    private boolean namesProxies(String key) {
        List<String> named = config.getOptionalValues(key, String.class).orElse(List.of()).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        return !named.isEmpty()
                && named.stream().noneMatch(name -> EVERY_ADDRESS.matcher(name).matches());
    }

    private void setup() {
        boolean isBehindProxy = isTrue(config, "gatehouse.tls-terminated-by-proxy");
        if (isTrue(config, "gatehouse.setup.over-http") && (isBehindProxy || !isLoopback())) {
            problems.add(
                    "gatehouse.setup.over-http lets anybody set the instance up at a public listener, or through the"
                            + " proxy; remove it, and run `gatehouse setup`");
        }
    }

    private boolean isLoopback() {
        String host = text("quarkus.http.host");
        return host != null && LOOPBACK.matcher(host).matches();
    }

    private @Nullable String text(String key) {
        return config.getOptionalValue(key, String.class)
                .filter(value -> !value.isBlank())
                .orElse(null);
    }

    private static boolean isTrue(SmallRyeConfig config, String key) {
        return config.getOptionalValue(key, Boolean.class).orElse(false);
    }
}
