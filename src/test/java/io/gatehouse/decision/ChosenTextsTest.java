package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that a tenant chose for their one hash. */
class ChosenTextsTest {
    private static final List<String> TEXTS = PersistentMapTest.keysOfOneHash(10);

    static Stream<Function<String, Object>> parts() {
        return Stream.of(
                Match::exact,
                text -> TagMatch.exact(text, "east"),
                text -> TagMatch.exact("dc", text),
                text -> Condition.of("resource." + text, "exact", "cold"),
                text -> Condition.of("resource.tier", "prefix", text),
                text -> Permission.named(new OrganizationId(1), Permission.READ, "records", text),
                text -> Matcher.series(Match.exact("db"), null, List.of(TagMatch.exact(text, "east"))));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void tellRulesApartByTheirHashes(Function<String, Object> part) {
        assertThat(TEXTS.stream().mapToInt(text -> part.apply(text).hashCode()).distinct())
                .hasSizeGreaterThan(TEXTS.size() * 9 / 10);
        assertThat(TEXTS.stream().map(part))
                .containsExactlyElementsOf(TEXTS.stream().map(part).toList());
    }

    /** An immutable set of the JDK compares each with all others, which for 100,000 takes minutes. */
    @Test
    void areLookedUpOneByOneInTheRightsOfAUser() {
        Map<String, Set<NamedPermission>> permissions = PersistentMapTest.keysOfOneHash(17).stream()
                .limit(100_000)
                .collect(Collectors.toMap(text -> text, text -> Set.of(NamedPermission.READ_DATA)));

        Map<String, Set<NamedPermission>> copy = Role.copyOf(permissions);

        assertThat(copy).hasSize(100_000);
        assertThat(DatabaseRights.of(copy).readable()).hasSize(100_000);
    }
}
