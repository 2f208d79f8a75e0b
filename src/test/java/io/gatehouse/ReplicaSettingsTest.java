package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.reactive.datasource.runtime.DataSourceReactiveRuntimeConfig;
import io.quarkus.reactive.pg.client.runtime.DataSourceReactivePostgreSQLConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the replica is reached, as Quarkus reads it from {@code application.properties} and the environment. */
class ReplicaSettingsTest {
    private static final String READER = "QUARKUS_DATASOURCE_READER_REACTIVE_";
    private static final String REPLICA = "QUARKUS_DATASOURCE_REPLICA_REACTIVE_";
    private static final int ENVIRONMENT = 300;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void replicaIsEncryptedAndVerifiedAsTheReaderIs() {
        environment.put(READER + "POSTGRESQL_SSL_MODE", "verify-full");
        environment.put(READER + "HOSTNAME_VERIFICATION_ALGORITHM", "HTTPS");
        environment.put(READER + "TRUST_CERTIFICATE_PEM", "true");
        environment.put(READER + "TRUST_CERTIFICATE_PEM_CERTS", "/ca.crt,/old.crt");
        environment.put(READER + "KEY_CERTIFICATE_PEM", "true");
        environment.put(READER + "KEY_CERTIFICATE_PEM_KEYS", "/client.key");
        environment.put(READER + "KEY_CERTIFICATE_PEM_CERTS", "/client.crt");

        assertThat(sslMode()).contains(SslMode.VERIFY_FULL);
        DataSourceReactiveRuntimeConfig replica = replica();
        assertThat(replica.hostnameVerificationAlgorithm()).isEqualTo("HTTPS");
        assertThat(replica.trustAll()).isFalse();
        assertThat(replica.trustCertificatePem().enabled()).isTrue();
        assertThat(replica.trustCertificatePem().certs()).contains(List.of("/ca.crt", "/old.crt"));
        assertThat(replica.keyCertificatePem().enabled()).isTrue();
        assertThat(replica.keyCertificatePem().keys()).contains(List.of("/client.key"));
        assertThat(replica.keyCertificatePem().certs()).contains(List.of("/client.crt"));
    }

    @Test
    void replicaIsReachedByItsOwnSettingsWhereItHasThem() {
        environment.put(READER + "POSTGRESQL_SSL_MODE", "disable");
        environment.put(REPLICA + "POSTGRESQL_SSL_MODE", "require");
        environment.put(READER + "TRUST_ALL", "false");
        environment.put(REPLICA + "TRUST_ALL", "true");

        assertThat(sslMode()).contains(SslMode.REQUIRE);
        assertThat(replica().trustAll()).isTrue();
    }

    @Test
    void replicaIsReachedByQuarkussDefaultsWhereTheReaderIs() {
        assertThat(sslMode()).isEmpty();
        DataSourceReactiveRuntimeConfig replica = replica();
        assertThat(replica.hostnameVerificationAlgorithm()).isEqualTo("NONE");
        assertThat(replica.trustAll()).isFalse();
        assertThat(replica.trustCertificatePem().enabled()).isFalse();
        assertThat(replica.trustCertificatePem().certs()).isEmpty();
        assertThat(replica.keyCertificatePem().enabled()).isFalse();
    }

    private Optional<SslMode> sslMode() {
        return read(DataSourceReactivePostgreSQLConfig.class, "quarkus.datasource.replica.reactive.postgresql")
                .sslMode();
    }

    private DataSourceReactiveRuntimeConfig replica() {
        return read(DataSourceReactiveRuntimeConfig.class, "quarkus.datasource.replica.reactive");
    }

    private <T> T read(Class<T> mapping, String prefix) {
        try {
            SmallRyeConfig config = new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withSources(
                            new EnvConfigSource(environment, ENVIRONMENT),
                            new PropertiesConfigSource(Objects.requireNonNull(
                                    ReplicaSettingsTest.class.getResource("/application.properties"))))
                    .withMapping(mapping, prefix)
                    .withMappingIgnore("quarkus.**")
                    .withValidateUnknown(false)
                    .build();
            return config.getConfigMapping(mapping, prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
