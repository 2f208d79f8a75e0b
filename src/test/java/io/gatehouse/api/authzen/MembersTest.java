package io.gatehouse.api.authzen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.gatehouse.platform.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
    private static final ObjectReader TREES = new ObjectMapper()
            .reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 16, 17, 100})
    void everyMemberIsFoundAndNoOther(int members) {
        Members read = read(object(members));

        assertThat(read.size()).isEqualTo(members);
        for (int i = 0; i < members; i++) {
            assertThat(read.name(i)).isEqualTo("n" + i);
            assertThat(read.get("n" + i)).isEqualTo("v" + i).isEqualTo(read.value(i));
        }
        assertThat(read.get("n" + members)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16, 17, 100})
    void nameStandsOnce(int members) {
        String twice = object(members).replace("}", ", \"n" + (members - 1) + "\": null}");

        assertThatThrownBy(() -> read(twice))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("invalid json structure at line 1, column ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17})
    void changedCopyLeavesTheFirstAlone(int members) {
        Members first = read(object(members));

        Members other = first.with("n0", "other").with("more", true);

        assertThat(other.get("n0")).isEqualTo("other");
        assertThat(other.get("more")).isEqualTo(true);
        assertThat(other.size()).isEqualTo(members + 1);
        assertThat(first.get("n0")).isEqualTo("v0");
        assertThat(first.get("more")).isNull();
        assertThat(first.size()).isEqualTo(members);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "17", "-9223372036854775809", "1.50", "-0.0", "1e5", "12E-3", "0.10e+2"})
    void numberIsTheTextThatItsTreeHas(String number) throws IOException {
        JsonNode tree = TREES.readTree(number);

        assertThat(read("{\"n\": " + number + "}").get("n")).isEqualTo(new Members.Numeral(tree.asText()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "1e2147483648", "1e-2147483648"})
    void numberOutOfRangeIsRefused(String number) {
        assertThatThrownBy(() -> read("{\"n\": " + number + "}"))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("invalid json structure at line 1, column ");
    }

    @Test
    void nullIsAbsent() {
        Members read = read("{\"n\": null}");

        assertThat(read.get("n")).isNull();
        assertThat(read.size()).isEqualTo(1);
    }

    @Test
    void whatIsNestedTooDeepIsRefused() {
        String deep = "[".repeat(1_001);

        assertThatThrownBy(() -> read("{\"n\": " + deep)).isInstanceOf(Failure.class);
        assertThat(read("{\"n\": " + "[".repeat(500) + "]".repeat(500) + "}").get("n"))
                .isNotNull();
    }

    private static Members read(String json) {
        return new Body()
                .read("application/json", json.getBytes(StandardCharsets.UTF_8))
                .members();
    }

    private static String object(int members) {
        return IntStream.range(0, members)
                .mapToObj(i -> "\"n" + i + "\": \"v" + i + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
