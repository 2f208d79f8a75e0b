package io.gatehouse;

import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of all settings of Gatehouse's own, so that a mistyped one is noticed. */
final class Settings {
    static final List<String> EMBEDDED = List.of(
            "gatehouse.embedded.binaries-directory", "gatehouse.embedded.data-directory", "gatehouse.embedded.port");

    static final List<String> BOOLEANS = List.of(
            "gatehouse.database.migrate-at-start",
            "gatehouse.production",
            "gatehouse.setup.over-http",
            "gatehouse.tls-terminated-by-proxy");

    private static final List<String> OTHERS = List.of(
            "gatehouse.database.max-size",
            "gatehouse.database.owner-password",
            "gatehouse.database.owner-user",
            "gatehouse.database.password",
            "gatehouse.database.reader-max-size",
            "gatehouse.database.reader-password",
            "gatehouse.database.reader-url",
            "gatehouse.database.reader-user",
            "gatehouse.database.url",
            "gatehouse.database.user",
            ServeCommand.NEW_DATA_FOLDER,
            "gatehouse.influxdb-version",
            "gatehouse.meta.port",
            "gatehouse.public-url",
            "gatehouse.setup.bucket",
            "gatehouse.setup.org",
            "gatehouse.setup.password",
            "gatehouse.setup.user",
            "gatehouse.snapshot.lookup-connections",
            "gatehouse.snapshot.max-lookups",
            "gatehouse.snapshot.max-staleness",
            "gatehouse.snapshot.memory",
            "gatehouse.snapshot.patience",
            "gatehouse.snapshot.poll-interval",
            "gatehouse.snapshot.refused-for",
            "gatehouse.snapshot.unused-after",
            "gatehouse.snapshot.warm-organizations",
            "gatehouse.snapshot.warm-patience",
            "gatehouse.token.peppers");

    private static final String PREFIX = "gatehouse.";
    private static final String VARIABLE_PREFIX = "GATEHOUSE_";

    /** What Kubernetes tells every container of a Service whose name begins with {@code gatehouse}. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "GATEHOUSE_(.*_)?(SERVICE_(HOST|PORT)(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PORT|PROTO|ADDR))?)");

    private Settings() {}

    static String setsNothing(String unknown) {
        return "there is no setting `" + unknown + "`: it sets nothing";
    }

    static Stream<String> known() {
        return Stream.of(EMBEDDED, BOOLEANS, OTHERS).flatMap(List::stream);
    }

    /** Names as the operator wrote them that set nothing; of a variable there is a key, too, which nobody wrote. */
    static List<String> unknown(SmallRyeConfig config) {
        Set<String> keys = known().collect(Collectors.toSet());
        Set<String> variables = known().map(Settings::variable).collect(Collectors.toSet());
        return Stream.concat(names(config), System.getenv().keySet().stream())
                .filter(name -> name.startsWith(VARIABLE_PREFIX)
                        ? !variables.contains(name) && !isServiceLink(name, raw(config, name))
                        : name.startsWith(PREFIX)
                                && !keys.contains(name)
                                && !variables.contains(variable(name))
                                && raw(config, variable(name)).isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** By its name alone {@code GATEHOUSE_HTTP_PORT} could be one of the Service {@code gatehouse-http}. */
    static boolean isServiceLink(String variable, String value) {
        return SERVICE_LINK.matcher(variable).matches() || (variable.endsWith("_PORT") && value.contains("://"));
    }

    /** The value as the operator wrote it, with no expression in it read; empty if there is none. */
    static String raw(SmallRyeConfig config, String name) {
        return Expressions.withoutExpansion(
                () -> Objects.requireNonNullElse(config.getConfigValue(name).getRawValue(), ""));
    }

    private static Stream<String> names(SmallRyeConfig config) {
        Stream.Builder<String> names = Stream.builder();
        config.getPropertyNames().forEach(names);
        return names.build();
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
