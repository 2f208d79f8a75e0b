package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PepperRingTest {
    private static final String OLD = "old:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";
    private static final String NEW = "new:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

    @Test
    void hashIsHmacSha256OfTheSecretUnderTheKey() {
        // printf secret | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        assertThat(HexFormat.of().formatHex(ring(OLD).hash("secret").value()))
                .isEqualTo("0ad814968caefdecab8a6c0c55414688fdcad02f100ee7ac5def2352aaff36e5");
    }

    @Test
    void newSecretsAreHashedUnderTheFirstPepper() {
        assertThat(ring(NEW + "," + OLD).hash("secret")).isEqualTo(ring(NEW).hash("secret"));
        assertThat(ring(NEW + "," + OLD).hash("secret").kid()).isEqualTo("new");
    }

    @Test
    void secretOfAnOldPepperIsStillFoundAndThatOfARetiredOneIsNot() {
        assertThat(ring(NEW + " , " + OLD).hashes("secret"))
                .containsExactly(ring(NEW).hash("secret"), ring(OLD).hash("secret"));
        assertThat(ring(NEW).hashes("secret")).doesNotContain(ring(OLD).hash("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "k",
                "k:",
                ":MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
                "k:short",
                "k:not base64!",
                "k:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZQ",
                OLD + ",",
                OLD + "," + OLD
            })
    void ringThatCannotBeReadIsRefusedWithoutShowingAKey(String peppers) {
        assertThatThrownBy(() -> ring(peppers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("gatehouse.token.peppers")
                .hasMessageNotContainingAny("MDEyMzQ1", "not base64!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {OLD + ",MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZQ:k2", OLD + ",MDEyMzQ1Njc4OWFiY2RlZjAx:k 2"})
    void anEntryThatIsTheWrongWayRoundIsNamedByItsPlace(String peppers) {
        assertThat(PepperRing.faults(peppers))
                .singleElement()
                .satisfies(fault -> assertThat(fault)
                        .startsWith("gatehouse.token.peppers: entry 2 is ")
                        .doesNotContain("MDEyMzQ1"));
    }

    @Test
    void aKeyInThePlaceOfAnIdIsNotShownForAWeakOneEither() {
        String twice = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";
        assertThat(PepperRing.weaknesses(twice))
                .singleElement()
                .satisfies(weakness -> assertThat(weakness)
                        .startsWith("gatehouse.token.peppers: entry 1 is for development")
                        .doesNotContain("MDEyMzQ1"));
        assertThat(PepperRing.weaknesses(OLD))
                .singleElement()
                .asString()
                .startsWith("gatehouse.token.peppers: `old` is for development");
        assertThat(PepperRing.parse(twice)).hasToString("[entry 1]");
    }

    @Test
    void nothingOfAKeyOrAHashIsPrinted() {
        assertThat(ring(OLD).hash("secret")).hasToString("old");
        assertThat(PepperRing.parse(OLD)).hasToString("[`old`]");
    }

    private static PepperRing ring(String peppers) {
        return new PepperRing(() -> Optional.of(peppers));
    }
}
