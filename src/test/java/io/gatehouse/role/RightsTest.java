package io.gatehouse.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.decision.NamedPermission;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RightsTest {
    @Test
    void rightsGrowUntilTheirDatabasesHaveTooLongNames() {
        Rights half = onDatabases(0, 1_250);
        Rights whole = half.grownBy(onDatabases(1_250, 2_500));

        assertThat(whole.byDatabase()).hasSize(2_500);
        assertThat(whole.grownBy(half)).isEqualTo(whole);
        assertThatThrownBy(() -> whole.grownBy(onDatabases(2_500, 2_501)))
                .hasMessage("permissions: the names of all databases have more than 2560000 characters");
    }

    /** With names of 1024 characters. */
    private static Rights onDatabases(int from, int to) {
        return new Rights(IntStream.range(from, to)
                .boxed()
                .collect(Collectors.toMap("%01024d"::formatted, number -> Set.of(NamedPermission.READ_DATA))));
    }
}
