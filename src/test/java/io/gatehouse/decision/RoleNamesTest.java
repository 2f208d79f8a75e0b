package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleNamesTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, 1000})
    void isTheSetOfItsNames(int many) {
        String[] names = IntStream.range(0, many)
                .mapToObj(i -> "role " + (many - i) * 7 % 1009)
                .toArray(String[]::new);
        Set<String> expected = new HashSet<>();
        Collections.addAll(expected, names);

        Set<String> set = RoleNames.of(names);

        assertThat(set).isEqualTo(expected).hasSize(many).doesNotContain("role", "role 2000");
        assertThat(expected).isEqualTo(set);
        assertThat(set).allMatch(set::contains);
        assertThat(set.hashCode()).isEqualTo(expected.hashCode());
        assertThat(RoleNames.copyOf(set)).isSameAs(set);
        assertThat(RoleNames.copyOf(expected)).isEqualTo(expected);
    }
}
