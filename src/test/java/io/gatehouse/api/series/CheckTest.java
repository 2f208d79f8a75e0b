package io.gatehouse.api.series;

import static io.gatehouse.api.series.Worlds.grant;
import static io.gatehouse.api.series.Worlds.restriction;
import static io.gatehouse.api.series.Worlds.series;
import static io.gatehouse.api.series.Worlds.world;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.api.LongQuestions;
import io.gatehouse.decision.Action;
import io.gatehouse.decision.Condition;
import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.TagMatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckTest {
    private static final PolicySnapshot WORLD = world().restriction(restriction(11, series("network")))
            .grant(grant(12, series("network", TagMatch.exact("dc", "east"))))
            .build();

    @Test
    void writeIsAllowedIfEachOfItsPointsIs() {
        CheckResponse answer = check("cpu v=1\nnetwork,dc=east v=1\nnetwork,host=a,dc=east v=2\n");

        assertThat(answer).isEqualTo(new CheckResponse(true, 3, 0, List.of()));
    }

    @Test
    void deniedPointsAreNamedWithTheirLinesAndRules() {
        CheckResponse answer = check("cpu v=\"a\nb\"\nnetwork,dc=west v=1\n\nnetwork,dc=east v=1\nnetwork v=1");

        String rule = "000000000000000b";
        assertThat(answer)
                .isEqualTo(new CheckResponse(
                        false,
                        4,
                        2,
                        List.of(
                                new CheckResponse.Denied(3, "restriction", rule, null),
                                new CheckResponse.Denied(6, "restriction", rule, null))));
    }

    @Test
    void ofManyDeniedPointsTheFirstAreListed() {
        CheckResponse answer = check("network v=1\n".repeat(5_000));

        assertThat(answer.deniedTotal()).isEqualTo(5_000);
        assertThat(answer.denied())
                .hasSize(100)
                .last()
                .extracting(CheckResponse.Denied::line)
                .isEqualTo(100);
    }

    @Test
    void seriesBeyondThoseThatAreKnownAreDecidedOnAllTheSame() {
        StringBuilder lines = new StringBuilder();
        int many = SeriesKeys.MOST + 2_000;
        for (int i = 0; i < many; i++) {
            lines.append("network,host=h").append(i).append(i % 2 == 0 ? ",dc=east v=1\n" : ",dc=west v=1\n");
        }
        lines.append("network,host=h1,dc=west v=1\n");

        CheckResponse answer = check(lines.toString());

        assertThat(answer.points()).isEqualTo(many + 1);
        assertThat(answer.deniedTotal()).isEqualTo(many / 2 + 1);
    }

    @Test
    void nothingIsAllowedOfABodyWithALineThatCannotBeRead() {
        assertThatThrownBy(() -> check("cpu v=1\ncpu,host v=1\n")).hasMessage("line 2: missing tag value");
        assertThatThrownBy(() -> check("# nothing\n")).hasMessage("the body holds no point");
    }

    @Test
    void seriesWithLineBreaksOrZerosAreDenied() {
        CheckResponse answer = check("cpu,host=a\0b v=1\n\0cpu v=1");

        assertThat(answer.denied())
                .extracting(CheckResponse.Denied::reason)
                .containsExactly("malformed request", "malformed request");
    }

    @Test
    void filterKeepsTheOrderOfWhatIsVisible() {
        var east = new FilterRequest.Series("network", Map.of("dc", "east"));
        var west = new FilterRequest.Series("network", Map.of("dc", "west"));
        var cpu = new FilterRequest.Series("cpu", Map.of());
        var all = new FilterRequest.Series("network", null);

        assertThat(visible(List.of(west, cpu, all, east, west))).containsExactly(cpu, east);
    }

    @Test
    void seriesThatTakeLongAreLookedAtOneInABit() {
        var cpu = new FilterRequest.Series("cpu", Map.of());
        var network = new FilterRequest.Series("network", null);
        var visible = new VisibleSeries(Worlds.asking(slow(), Action.READ), List.of(cpu, network, cpu));

        assertThat(visible.moreIfShort()).isNull();
        assertThat(visible.more()).isNull();
        assertThat(visible.more()).isNull();
        assertThat(visible.more()).isEqualTo(new FilterResponse(List.of(cpu, cpu)));
    }

    @Test
    void pointsThatTakeLongAreDecidedOnOneInABit() {
        byte[] lines = "cpu v=1\nnetwork v=1\ncpu v=2\n".getBytes(UTF_8);
        var points = new CheckedPoints(Worlds.asking(slow(), Action.WRITE), new WriteBody(lines, false));

        assertThat(points.moreIfShort()).isNull();
        assertThat(points.more()).isNull();
        CheckResponse answer = Objects.requireNonNull(points.more());
        assertThat(answer.points()).isEqualTo(3);
        assertThat(answer.denied()).extracting(CheckResponse.Denied::line).containsExactly(2);
    }

    /** Where rules that never hold bear on everything. */
    private static PolicySnapshot slow() {
        PolicySnapshot.Builder world = world().restriction(restriction(11, series("network")));
        var never = new Matcher(
                ResourceType.BUCKETS.text(),
                series("cpu").name(),
                null,
                List.of(),
                List.of(Condition.of("context.time", "before", "2001-01-01T00:00:00Z")));
        for (int i = 0; i < LongQuestions.LONG; i++) {
            world.restriction(restriction(1000 + i, never));
        }
        return world.build();
    }

    @Test
    void ofManySeriesNoneIsLeftOut() {
        var cpu = new FilterRequest.Series("cpu", Map.of());
        var open = new FilterRequest.Series("network", null);
        List<FilterRequest.Series> many = new ArrayList<>(Collections.nCopies(2_500, cpu));
        many.set(1_700, open);

        assertThat(visible(many)).hasSize(2_499).containsOnly(cpu);
    }

    private static List<FilterRequest.Series> visible(List<FilterRequest.Series> asked) {
        var visible = new VisibleSeries(Worlds.asking(WORLD, Action.READ), List.copyOf(asked));
        FilterResponse answer = visible.moreIfShort();
        return answer == null ? inBits(visible::more).series() : answer.series();
    }

    private static <T> T inBits(Supplier<@Nullable T> bit) {
        return Stream.generate(bit).filter(Objects::nonNull).findFirst().orElseThrow();
    }

    private static CheckResponse check(String lines) {
        return inBits(
                new CheckedPoints(Worlds.asking(WORLD, Action.WRITE), new WriteBody(lines.getBytes(UTF_8), false))
                        ::more);
    }
}
