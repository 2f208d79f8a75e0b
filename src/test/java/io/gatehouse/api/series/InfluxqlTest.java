package io.gatehouse.api.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Match;
import io.gatehouse.decision.SeriesCondition;
import io.gatehouse.decision.SeriesPredicate;
import io.gatehouse.decision.TagMatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InfluxqlTest {
    private static final SeriesCondition EAST = new SeriesCondition.OfTag(TagMatch.exact("dc", "ea'st"));
    private static final SeriesCondition WEB = new SeriesCondition.OfTag(TagMatch.prefix("ho\"st", "web.\\/"));

    @Test
    void writesMatchersWithTheirEscapes() {
        assertThat(Influxql.write(EAST)).isEqualTo("\"dc\"::tag = 'ea\\'st'");
        assertThat(Influxql.write(WEB)).isEqualTo("\"ho\\\"st\"::tag =~ /^web\\.\\x5c\\x2f/");
    }

    @Test
    void movesNegationsToTheMatchers() {
        var both = new SeriesCondition.And(List.of(EAST, WEB));
        assertThat(Influxql.write(new SeriesCondition.Not(both)))
                .isEqualTo("(\"dc\"::tag != 'ea\\'st' OR \"ho\\\"st\"::tag !~ /^web\\.\\x5c\\x2f/)");
        assertThat(Influxql.write(new SeriesCondition.Not(new SeriesCondition.Or(List.of(EAST, EAST)))))
                .isEqualTo("(\"dc\"::tag != 'ea\\'st' AND \"dc\"::tag != 'ea\\'st')");
    }

    @Test
    void saysNothingThatInfluxqlCannot() {
        assertThat(Influxql.write(new SeriesCondition.OfMeasurement(Match.exact("cpu"))))
                .isNull();
        for (String key : List.of("time", "Time", "TIME", "_name", "a\0")) {
            var tag = new SeriesCondition.OfTag(TagMatch.exact(key, "x"));
            assertThat(Influxql.write(new SeriesCondition.Or(List.of(EAST, tag))))
                    .isNull();
        }
    }

    @Test
    void textHoldsForASeriesIfItIsAllowed() {
        int conditions = 0;
        for (long seed = 1; seed <= 2_000; seed++) {
            RandomSeries random = new RandomSeries(seed);
            SeriesAsking asking = random.asking();
            Set<Map<String, String>> series = random.series(50);
            SeriesPredicate predicate = asking.predicate(RandomSeries.MEASUREMENT);
            PredicateResponse answer = PredicateResponse.of(predicate, true);
            conditions += answer.influxql() == null ? 0 : 1;
            for (Map<String, String> tags : series) {
                boolean holds = answer.influxql() == null
                        ? answer.mode().equals("all")
                        : InfluxqlText.holds(answer.influxql(), tags);
                assertThat(holds)
                        .as("seed %d: %s for %s", seed, answer.influxql(), tags)
                        .isEqualTo(RandomSeries.allowed(asking, tags));
            }
        }
        assertThat(conditions).isGreaterThan(800);
    }
}
