package io.gatehouse.api.series;

/**
 * Where a line ends for InfluxDB, which splits a body into lines before it reads any of them: the byte after a backslash
 * never counts, if it is not the last of all, and quotes count wherever more equal signs than commas stand before them behind the first space, be it
 * in a comment.
 *
 * <p>Source: InfluxDB, {@code models/points.go}, {@code scanLine}. A point that one reading takes for the inside of a
 * text, and the other for a line, would be written without having been decided on.
 */
final class LineEnd {
    private LineEnd() {}

    /** The newline that ends the line which starts there, or the end of the body. */
    static int find(byte[] body, int start) {
        boolean quoted = false;
        boolean fields = false;
        int open = 0;
        for (int i = start; i < body.length; i++) {
            byte b = body[i];
            if (b == '\\' && i + 2 < body.length) {
                i++;
            } else if (b == '\n' && !quoted) {
                return i;
            } else if (b == ' ') {
                fields = true;
            } else if (fields && b == '"' && open > 0) {
                quoted = !quoted;
            } else if (fields && !quoted && (b == '=' || b == ',')) {
                open += b == '=' ? 1 : -1;
            }
        }
        return body.length;
    }
}
