package io.gatehouse.api.series;

import io.gatehouse.platform.Failure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the points of a body in InfluxDB's line protocol, one after the other, without copying anything.
 *
 * <p>Source: the reference of line protocol, and InfluxDB's own {@code models/points.go}. A delimiter counts unless a
 * backslash stands right before it; a backslash anywhere else is itself. CRLF ends a line, too.
 */
final class LineProtocolReader {
    private static final int FIRST_PARTS = 32;

    private final byte[] body;
    private final FieldScanner fields;
    private int at;
    private int line = 1;
    private int pointLine;
    private int keyStart;
    private int[] ends = new int[FIRST_PARTS];
    private int parts;
    private boolean plain;
    private boolean escaped;
    private boolean doubtful;

    LineProtocolReader(byte[] body) {
        this.body = body;
        this.fields = new FieldScanner(body);
    }

    /**
     * Goes to the next point; false if there is none.
     *
     * @throws Failure INVALID, naming the line that cannot be read
     */
    boolean next() {
        while (at < body.length) {
            int first = fields.skipBlanks(at);
            if (fields.isEndOfLine(first)) {
                endLine(first);
            } else if (body[first] == '#') {
                skipComment(first);
            } else {
                readPoint(first);
                return true;
            }
        }
        return false;
    }

    /** The line on which the point begins; the first is 1. */
    int line() {
        return pointLine;
    }

    /** Where the measurement and the tags of the point begin in the body. */
    int keyStart() {
        return keyStart;
    }

    int keyEnd() {
        return ends[parts - 1];
    }

    /** How many parts the measurement and the tags have: the measurement, and of each tag its key and its value. */
    int parts() {
        return parts;
    }

    int start(int part) {
        return part == 0 ? keyStart : ends[part - 1] + 1;
    }

    int end(int part) {
        return ends[part];
    }

    /** Whether all parts are ASCII that can be printed. */
    boolean plain() {
        return plain;
    }

    /** Whether there is a backslash in a part. */
    boolean escaped() {
        return escaped;
    }

    /** A failure that names the line. */
    static Failure unreadable(int line, String reason) {
        return Failure.invalid("line " + line + ": " + reason);
    }

    private void readPoint(int first) {
        int start = at;
        pointLine = line;
        keyStart = first;
        parts = 0;
        plain = true;
        escaped = false;
        doubtful = first != start;
        String problem = scanKey(first);
        int end = first;
        if (problem == null) {
            problem = fields.scan(fields.skipBlanks(keyEnd()));
            end = fields.skipBlanks(fields.end());
        }
        if (problem == null && !fields.isEndOfLine(end)) {
            problem = fields.scanTimestamp(end);
            end = fields.skipBlanks(fields.end());
        }
        if (problem == null && !fields.isEndOfLine(end)) {
            problem = "text after the timestamp";
        }
        if (problem != null) {
            throw unreadable(pointLine, problem);
        }
        line += fields.lineBreaks();
        if (doubtful || fields.doubtful()) {
            requireSameEnd(start, end);
        }
        endLine(end);
    }

    private void skipComment(int first) {
        int end = first;
        while (!fields.isEndOfLine(end)) {
            end++;
        }
        pointLine = line;
        requireSameEnd(at, end);
        endLine(end);
    }

    /** InfluxDB finds the ends of lines before it reads them, and by another rule: no point may hide between the two. */
    private void requireSameEnd(int start, int end) {
        int newline = end < body.length && body[end] == '\r' ? end + 1 : end;
        if (LineEnd.find(body, start) != newline) {
            throw unreadable(pointLine, "a backslash or a quote makes it unclear where the line ends");
        }
    }

    private void endLine(int end) {
        int newline = end < body.length && body[end] == '\r' ? end + 1 : end;
        at = newline + 1;
        line++;
    }

    /** Reads measurement and tags up to the blank behind them; what is wrong with them, or null. */
    private @Nullable String scanKey(int first) {
        if (body[first] == ',') {
            return "missing measurement";
        }
        int i = delimiter(first, (byte) ',', (byte) ',');
        addPart(i);
        while (i < body.length && body[i] == ',') {
            int value = delimiter(i + 1, (byte) '=', (byte) ',');
            if (value == i + 1) {
                return "missing tag key";
            }
            if (value == body.length || body[value] != '=') {
                return "missing tag value";
            }
            i = delimiter(value + 1, (byte) ',', (byte) '=');
            if (i == value + 1) {
                return "missing tag value";
            }
            if (i < body.length && body[i] == '=') {
                return "invalid tag format";
            }
            addPart(value);
            addPart(i);
        }
        return i == body.length || body[i] != ' ' ? "missing fields" : null;
    }

    private void addPart(int end) {
        if (parts == ends.length) {
            ends = Arrays.copyOf(ends, 2 * parts);
        }
        ends[parts] = end;
        parts++;
    }

    /** The first of two delimiters, a space or the end of the line, if no backslash stands before it. */
    private int delimiter(int from, byte one, byte other) {
        for (int i = from; i < body.length; i++) {
            byte b = body[i];
            if (!Special.is(b)) {
                continue;
            }
            if (b == '\n') {
                return i;
            }
            if (b == ' ' || b == one || b == other) {
                if (i == from || body[i - 1] != '\\') {
                    return i;
                }
            } else if (b == '\\') {
                escaped = true;
                doubtful |= !escapes(i + 1);
            } else {
                plain &= b == '"' || b == '=';
                doubtful |= b == '"';
            }
        }
        return body.length;
    }

    /** Whether a backslash before this byte is an escape for every reader, so that both find the same end of the key. */
    private boolean escapes(int i) {
        return i < body.length && (body[i] == ' ' || body[i] == ',' || body[i] == '=');
    }
}
