package io.gatehouse.api.series;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.platform.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we say of InfluxDB, said by a real one. */
class InfluxDatabaseIT {
    @TempDir
    static Path folder;

    static InfluxDatabase database;

    @BeforeAll
    static void start() throws Exception {
        Path program = InfluxDatabase.program();
        assumeTrue(program != null, "influxd is not installed (Debian's package influxdb has it)");
        database = InfluxDatabase.start(Objects.requireNonNull(program), folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void conditionReturnsExactlyTheVisibleSeries() {
        Set<Map<String, String>> series = new RandomSeries(1).series(400);
        // A field with the name of a tag: a condition that does not say which it means would look at the field.
        String lines = series.stream().map(InfluxDatabaseIT::line).collect(Collectors.joining("\n"));
        assertThat(database.write(lines.getBytes(UTF_8))).isEqualTo(204);

        int conditions = 0;
        for (long seed = 1; seed <= 300; seed++) {
            SeriesAsking asking = new RandomSeries(seed).asking();
            String where = PredicateResponse.of(asking.predicate(RandomSeries.MEASUREMENT), true)
                    .influxql();
            if (where != null) {
                conditions++;
                Set<Map<String, String>> visible = series.stream()
                        .filter(tags -> RandomSeries.allowed(asking, tags))
                        .collect(Collectors.toSet());
                assertThat(selected(where)).as(where).isEqualTo(visible);
                assertThat(shown(where)).as(where).isEqualTo(visible.size());
            }
        }
        assertThat(conditions).isGreaterThan(100);
    }

    /** Every series that the real reader of lines makes of a body that we can read, we have read, too. */
    @Test
    void noSeriesIsWrittenThatWasNotDecidedOn() {
        Random random = new Random(3);
        String[] pieces = {
            "m", "n", ",a=b", ",c=\"d", "\\ ", "\\,", "\\=", "\\\\", "\\", " v=1", ",w=2", " v=\"x", "\"", "\n", "\n",
            "# ", "=", ",", " ", "\r\n", " 12", "s v=1\n", "\t", "ü"
        };
        int written = 0;
        for (int i = 0; i < 4_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(14); j >= 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] body = text.toString().getBytes(UTF_8);
            List<SeriesKey> read = new ArrayList<>();
            try {
                LineProtocolReader reader = new LineProtocolReader(body);
                while (reader.next()) {
                    read.add(new SeriesKeyParser(body, reader).parse());
                }
            } catch (Failure refused) {
                continue;
            }
            if (!read.isEmpty()) {
                written++;
                database.query("DROP DATABASE lines");
                database.query("CREATE DATABASE lines");
                database.write("lines", body);
                assertThat(read).as(text.toString()).containsAll(stored("lines"));
            }
        }
        assertThat(written).isGreaterThan(50);
    }

    @Test
    void noPointOfAGzipIsWrittenThatIsNotRead() throws Exception {
        Random random = new Random(7);
        int written = 0;
        for (int i = 0; i < 600; i++) {
            byte[] body = strangeGzip(random);
            Set<SeriesKey> read = new HashSet<>();
            try {
                byte[] lines = WriteBody.of(List.of("gzip"), body).lines();
                LineProtocolReader reader = new LineProtocolReader(lines);
                while (reader.next()) {
                    read.add(new SeriesKeyParser(lines, reader).parse());
                }
            } catch (Failure refused) {
                continue;
            }
            database.query("DROP DATABASE gzips");
            database.query("CREATE DATABASE gzips");
            written += database.write("gzips", "gzip", body) == 204 ? 1 : 0;
            assertThat(read).as(HexFormat.of().formatHex(body)).containsAll(stored("gzips"));
        }
        assertThat(written).isGreaterThan(50);
    }

    /** Up to three members, of which a few bytes are others than they should be, or are missing. */
    private static byte[] strangeGzip(Random random) throws IOException {
        var body = new ByteArrayOutputStream();
        for (int i = random.nextInt(3); i >= 0; i--) {
            byte[] member = WriteBodyTest.gzip(("m" + random.nextInt(100) + " v=1\n").getBytes(UTF_8));
            if (random.nextInt(3) == 0) {
                // More often in the header, which each reader understands in its own way.
                member[random.nextInt(random.nextBoolean() ? 10 : member.length)] = (byte) random.nextInt(256);
            }
            body.write(member, 0, random.nextInt(6) == 0 ? random.nextInt(member.length) : member.length);
        }
        return body.toByteArray();
    }

    private static Set<Map<String, String>> selected(String where) {
        Set<Map<String, String>> found = new HashSet<>();
        String from = "\"" + RandomSeries.MEASUREMENT + "\"";
        for (JsonNode series : database.query("SELECT v FROM " + from + " WHERE " + where + " GROUP BY *")
                .path("series")) {
            found.add(tags(series.path("tags")));
        }
        return found;
    }

    private static int shown(String where) {
        String from = "\"" + RandomSeries.MEASUREMENT + "\"";
        return database.query("SHOW SERIES FROM " + from + " WHERE " + where)
                .path("series")
                .path(0)
                .path("values")
                .size();
    }

    private static Set<SeriesKey> stored(String name) {
        Set<SeriesKey> found = new HashSet<>();
        for (JsonNode series :
                database.query("SELECT * FROM " + name + "../.*/ GROUP BY *").path("series")) {
            found.add(new SeriesKey(series.path("name").asText(), tags(series.path("tags"))));
        }
        return found;
    }

    private static Map<String, String> tags(JsonNode node) {
        Map<String, String> tags = new TreeMap<>();
        for (Map.Entry<String, JsonNode> tag : node.properties()) {
            if (!tag.getValue().asText().isEmpty()) {
                tags.put(tag.getKey(), tag.getValue().asText());
            }
        }
        return tags;
    }

    private static String line(Map<String, String> tags) {
        StringBuilder line = new StringBuilder(escape(RandomSeries.MEASUREMENT));
        tags.forEach(
                (key, value) -> line.append(',').append(escape(key)).append('=').append(escape(value)));
        return line.append(" v=1,dc=2,host=\"h\" 1").toString();
    }

    private static String escape(String text) {
        return text.replace(",", "\\,").replace("=", "\\=").replace(" ", "\\ ");
    }
}
