package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseErrorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"08006", "28000", "28P01", "3D000", "53300", "57P03"})
    void whoCannotBeAskedIsUnavailable(String state) {
        Throwable error = new IllegalStateException(postgres(state));

        assertThat(DatabaseErrors.isUnavailable(error)).isTrue();
        assertThat(DatabaseErrors.isUnmigrated(error)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3F000", "42883", "42P01"})
    void whatAMigrationMakesIsMissing(String state) {
        assertThat(DatabaseErrors.isUnmigrated(postgres(state))).isTrue();
        assertThat(DatabaseErrors.isUnavailable(postgres(state))).isFalse();
    }

    private static PgException postgres(String state) {
        return new PgException("said", "ERROR", state, null);
    }
}
