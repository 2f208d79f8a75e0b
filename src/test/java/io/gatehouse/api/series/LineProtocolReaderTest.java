package io.gatehouse.api.series;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.platform.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases come from the reference of line protocol and from the tests of InfluxDB's own parser. */
class LineProtocolReaderTest {

    @Test
    void readsMeasurementAndTags() {
        expect("cpu value=1", "cpu");
        expect("cpu,host=a,dc=east value=1i 1556813561098000000", "cpu", "host", "a", "dc", "east");
        expect(
                "weather,location=us-midwest temperature=82,humidity=71 1465839830100400200",
                "weather",
                "location",
                "us-midwest");
        expect("  cpu value=1", "cpu");
        expect("\tcpu   value=1.0     1257894000000000000   ", "cpu");
        expect("cpu value=1 ", "cpu");
    }

    @Test
    void unescapesWhatIsEscaped() {
        expect("foo\\,bar value=1i", "foo,bar");
        expect("cpu\\,main,regions=east value=1.0", "cpu,main", "regions", "east");
        expect("cpu\\ load,region=east value=1.0", "cpu load", "region", "east");
        expect("cpu=load,region=east value=1.0", "cpu=load", "region", "east");
        expect("cpu,region\\,zone=east value=1.0", "cpu", "region,zone", "east");
        expect("cpu,region\\ zone=east value=1.0", "cpu", "region zone", "east");
        expect("cpu,region\\=zone=east value=1.0", "cpu", "region=zone", "east");
        expect("cpu,\\ =east value=1.0", "cpu", " ", "east");
        expect("cpu,regions=east\\,west value=1.0", "cpu", "regions", "east,west");
        expect("cpu,regions=east\\ west value=1.0", "cpu", "regions", "east west");
        expect("cpu,regions=east\\=west value=1.0", "cpu", "regions", "east=west");
        expect("cpu,regions=east value\\,ms=1.0,value\\ s=2,value\\=x=3", "cpu", "regions", "east");
    }

    @Test
    void takesOtherBackslashesAsTheyAre() {
        expect("cpu\\load,region\\al=e\\ast value=1.0", "cpu\\load", "region\\al", "e\\ast");
        expect("cpu,reg\\\\=ion=east value=1.0", "cpu", "reg\\=ion", "east");
        expect("cpu,regions=\\\\ east value=1.0", "cpu", "regions", "\\ east");
        expect("cpu,regions=eas\\\\ t value=1.0", "cpu", "regions", "eas\\ t");
        expect("cpu,regions=east\\\\  value=1.0", "cpu", "regions", "east\\ ");
        expect("cpu,path=C:\\Windows value\\x=1", "cpu", "path", "C:\\Windows");
        expect(
                "weather,location=us-midwest temperature_str=\"too hot\\\\\\cold\"",
                "weather",
                "location",
                "us-midwest");
    }

    @Test
    void takesQuotesOfKeysAsTheyAre() {
        expect(
                "\"measurement\\ with\\ quo⚡️es\\ and\\ emoji\",tag\\ key\\ with\\ sp\uD83D\uDE80ces=tag\\,value\\,with\"commas\""
                        + " field_k\\ey=\"string field value, only \\\" need be esc\uD83C\uDF6Dped\"",
                "\"measurement with quo⚡️es and emoji\"",
                "tag key with sp\uD83D\uDE80ces",
                "tag,value,with\"commas\"");
        expect("my\"cpu,host=\"a\" v=1", "my\"cpu", "host", "\"a\"");
    }

    @Test
    void readsFieldsOfEveryType() {
        for (String value : List.of(
                "1",
                "1.5",
                ".5",
                "5.",
                "-1",
                "-0.5",
                "1e4",
                "1.0E4",
                "1.0e-4",
                "-1e+4",
                "1i",
                "-1i",
                "0u",
                "18446744073709551615u",
                "00018446744073709551615u",
                "9223372036854775807i",
                "-9223372036854775808i",
                "-0009223372036854775808i",
                "t",
                "T",
                "true",
                "True",
                "TRUE",
                "f",
                "F",
                "false",
                "False",
                "FALSE",
                "\"\"",
                "\"text\"",
                "\"a=b,c d\"",
                "\"say \\\"hi\\\"\"",
                "\"C:\\\\\"",
                "\"x\\y\"")) {
            expect("cpu,a=b v=" + value, "cpu", "a", "b");
            expect("cpu,a=b v=" + value + ",w=" + value + " 1", "cpu", "a", "b");
        }
    }

    @Test
    void readsManyLines() {
        assertThat(
                        lines(
                                "a v=1\n\n# comment, \"quoted\"\n   \n  # v=1\nb v=\"1\n2\"\nc v=1 -12\r\n\r\n\td v=t\r\ne v=1"))
                .containsExactly("1 a", "6 b", "8 c", "10 d", "11 e");
        assertThat(lines("")).isEmpty();
        assertThat(lines(" ")).isEmpty();
        assertThat(lines("\n\n")).isEmpty();
        assertThat(lines("# nothing")).isEmpty();
        assertThat(lines("a v=1\nb v=2\n")).containsExactly("1 a", "2 b");
        assertThat(lines("a v=1\n# C:\\tmp\\\n"))
                .as("a backslash at the very end")
                .containsExactly("1 a");
    }

    @Test
    void readsTextsOverSeveralLines() {
        assertThat(lines("a v=\"one\ntwo, three=4\n\\\"five\\\"\",w=2 3\nb v=1"))
                .containsExactly("1 a", "4 b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cpu",
                "cpu ",
                "cpu,host=a",
                "cpu,host=a ",
                "=",
                ",host=a v=1",
                "cpu, v=1",
                "cpu,",
                "cpu,,, v=1",
                "cpu,host v=1",
                "cpu,host= v=1",
                "cpu,host=,dc=b v=1",
                "cpu,=b v=1",
                "cpu,host=a, v=1",
                "cpu,host=a=b v=1",
                "cpu,host=f\\==o v=1",
                "cpu,a=1,a=2 v=1",
                "cpu,a=1,b=2,a=1 v=1",
                "cpu,a=1,b=2,c=3,d=4,e=5,f=6,g=7,h=8,a=9 v=1",
                "cpu v",
                "cpu v=",
                "cpu v= 1",
                "cpu v=,w=1",
                "cpu v=1,",
                "cpu v=1, 5",
                "cpu v=1,w",
                "cpu v=1,=2",
                "cpu =1",
                "cpu v=\"text",
                "cpu v=\"text\"\"",
                "cpu v=\"text\\\"",
                "cpu v=\"a\"b",
                "cpu v=a",
                "cpu v=tru",
                "cpu v=truE",
                "cpu v=-",
                "cpu v=-i",
                "cpu v=.",
                "cpu v=-.",
                "cpu v=1.0i",
                "cpu v=1ii",
                "cpu v=1a",
                "cpu v=-e-e-e",
                "cpu v=42+3",
                "cpu v=-123u",
                "cpu v=1e",
                "cpu v=1.1.1",
                "cpu v=0.-1",
                "cpu v=9e10i",
                "cpu v=9i10",
                "cpu v=NaN",
                "cpu v=1e400",
                "cpu v=+1",
                "cpu v=9223372036854775808i",
                "cpu v=-9223372036854775809i",
                "cpu v=18446744073709551616u",
                "cpu v=1 x",
                "cpu v=1 1x",
                "cpu v=1 -",
                "cpu v=1 1 1",
                "cpu v=1 9223372036854775808",
                "cpu v=1 1.5",
                "cpu v=1\rcpu v=2",
                "cpu\\=load v=1",
                "cpu\\\"load v=1"
            })
    void refusesWhatIsNoPoint(String line) {
        assertThatThrownBy(() -> lines("ok v=1\n" + line + "\nok v=1"))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("line 2: ");
    }

    @Test
    void namesTheLineThatCannotBeRead() {
        assertThatThrownBy(() -> lines("a v=\"1\n2\n3\"\n# x\n\nb,c v=1")).hasMessage("line 6: missing tag value");
        assertThatThrownBy(() -> lines("a v=1\nb v=\"1\n2")).hasMessage("line 2: unbalanced quotes");
    }

    @Test
    void refusesKeysThatAreNoUtf8OrTooLong() {
        assertThatThrownBy(() -> lines("cpu,a=\u00ff v=1".getBytes(ISO_8859_1))).hasMessage("line 1: no UTF-8");
        assertThatThrownBy(() -> lines("c".repeat(65_536) + " v=1")).hasMessageContaining("max key length");
        expect("c".repeat(65_535) + " v=1", "c".repeat(65_535));
    }

    /** A parser keeps texts of the line before, and whether its keys differ. */
    @Test
    void readsEachLineAsIfItWereTheFirst() {
        Random random = new Random(11);
        String[] keys = {"a", "b", "c", "d", "a\\ b", "e", "f", "g", "h", "i"};
        String[] values = {"1", "2", "1\\,2", "\u00fc", "x\u0001", "\"q\"", "a\\b"};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append(random.nextBoolean() ? "m" : "n\\ o");
            int first = random.nextInt(3);
            for (int j = random.nextInt(9); j >= 0; j--) {
                String key = keys[random.nextInt(20) == 0 ? 0 : (first + j) % keys.length];
                text.append(',').append(key).append('=').append(values[random.nextInt(values.length)]);
            }
            text.append(" v=1\n");
        }
        byte[] body = text.toString().getBytes(UTF_8);
        LineProtocolReader reader = new LineProtocolReader(body);
        SeriesKeyParser parser = new SeriesKeyParser(body, reader);
        int refused = 0;
        while (reader.next()) {
            Object read = attempt(parser);
            refused += read instanceof String ? 1 : 0;
            assertThat(read).isEqualTo(attempt(new SeriesKeyParser(body, reader)));
        }
        assertThat(refused).isBetween(1_000, 10_000);
    }

    private static Object attempt(SeriesKeyParser parser) {
        try {
            return parser.parse();
        } catch (Failure refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    /** Each of these hides a line from one of the two readings of line protocol. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "# a=\"\nx f=\"\nsecret v=1\ny f=\"",
                "# all of this \\\nsecret v=1",
                " m=x,a=\"b v=1 1\nx f=\"\nsecret v=1\ny f=\"",
                "m,a=b\\\nsecret v=1",
                "m,a=b\\\n,c=d v=1\nx v=1"
            })
    void refusesLinesThatEndInTwoPlaces(String body) {
        assertThatThrownBy(() -> lines(body)).isInstanceOf(Failure.class).hasMessageStartingWith("line 1: ");
    }

    /** Whatever stands there, the points are found on lines that the other reading finds, too. */
    @Test
    void readsNoPointWhereInfluxSeesNoLine() {
        Random random = new Random(7);
        String[] pieces = {
            "m", ",a=b", " v=1", " v=\"x", "\"", "\\", "\n", "\n", "# ", "=", ",", " ", "\r\n", " 12", "s v=1"
        };
        int readable = 0;
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(14); j >= 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] body = text.toString().getBytes(UTF_8);
            List<Integer> starts = new ArrayList<>();
            try {
                LineProtocolReader reader = new LineProtocolReader(body);
                while (reader.next()) {
                    starts.add(reader.keyStart());
                }
            } catch (Failure refused) {
                continue;
            }
            readable += starts.isEmpty() ? 0 : 1;
            assertThat(starts).as(text.toString()).isEqualTo(influxStarts(body));
        }
        assertThat(readable).isGreaterThan(1_000);
    }

    /** Where InfluxDB would begin to read points: at what is on its lines, but for blanks and comments. */
    private static List<Integer> influxStarts(byte[] body) {
        List<Integer> starts = new ArrayList<>();
        for (int at = 0; at < body.length; ) {
            int end = Math.min(LineEnd.find(body, at), body.length);
            int first = at;
            while (first < end && (body[first] == ' ' || body[first] == '\t' || body[first] == '\r')) {
                first++;
            }
            if (first < end && body[first] != '#') {
                starts.add(first);
            }
            at = end + 1;
        }
        return starts;
    }

    private static void expect(String line, String measurement, String... tags) {
        byte[] body = line.getBytes(UTF_8);
        LineProtocolReader reader = new LineProtocolReader(body);
        assertThat(reader.next()).isTrue();
        SeriesKey key = new SeriesKeyParser(body, reader).parse();
        assertThat(key.measurement()).isEqualTo(measurement);
        Map<String, String> expected = new java.util.HashMap<>();
        for (int i = 0; i < tags.length; i += 2) {
            expected.put(tags[i], tags[i + 1]);
        }
        assertThat(key.tags()).as(line).isEqualTo(expected);
        assertThat(reader.next()).isFalse();
    }

    private static List<String> lines(String body) {
        return lines(body.getBytes(UTF_8));
    }

    private static List<String> lines(byte[] body) {
        LineProtocolReader reader = new LineProtocolReader(body);
        SeriesKeyParser parser = new SeriesKeyParser(body, reader);
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            SeriesKey key = parser.parse();
            lines.add(reader.line() + " " + key.measurement());
        }
        return lines;
    }
}
