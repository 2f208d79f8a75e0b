package io.gatehouse.api.series;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind the series of a point: its fields and its timestamp. */
final class FieldScanner {
    /** So many digits fit into 64 bits, whatever they are. */
    private static final int SAFE_DIGITS = 18;

    private static final String MOST_SIGNED = "9223372036854775807";
    private static final String LEAST_SIGNED = "9223372036854775808";
    private static final String MOST_UNSIGNED = "18446744073709551615";

    /** So few characters without an exponent are a finite number. */
    private static final int SAFE_LENGTH = 300;

    private final byte[] body;
    private int at;
    private int lineBreaks;
    private boolean doubtful;

    FieldScanner(byte[] body) {
        this.body = body;
    }

    /** Behind what was scanned last. */
    int end() {
        return at;
    }

    /** How many lines end within the texts of the fields. */
    int lineBreaks() {
        return lineBreaks;
    }

    /** Whether keys of fields hold backslashes or quotes. */
    boolean doubtful() {
        return doubtful;
    }

    int skipBlanks(int from) {
        int i = from;
        while (i < body.length && (body[i] == ' ' || body[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** Whether a line ends there: at a newline, a carriage return with one, or the end of the body. */
    boolean isEndOfLine(int i) {
        if (i >= body.length || body[i] == '\n') {
            return true;
        }
        return body[i] == '\r' && (i + 1 == body.length || body[i + 1] == '\n');
    }

    /** Reads all fields; what is wrong with them, or null. */
    @Nullable
    String scan(int from) {
        lineBreaks = 0;
        doubtful = false;
        at = from;
        if (isEndOfLine(from)) {
            return "missing fields";
        }
        while (true) {
            String problem = scanKey();
            if (problem == null) {
                problem = scanValue();
            }
            if (problem != null) {
                return problem;
            }
            if (at == body.length || body[at] != ',') {
                return null;
            }
            at++;
        }
    }

    /** Reads a timestamp; what is wrong with it, or null. */
    @Nullable
    String scanTimestamp(int from) {
        int first = body[from] == '-' ? from + 1 : from;
        at = digits(first);
        return at == first || !endsValue(at) || !fits(from, at, false) ? "bad timestamp" : null;
    }

    private @Nullable String scanKey() {
        int from = at;
        for (int i = from; i < body.length && body[i] != '\n'; i++) {
            byte b = body[i];
            if (!Special.is(b)) {
                continue;
            }
            if (b == '\\' || b == '"') {
                doubtful = true;
            }
            boolean plain = i == from || body[i - 1] != '\\';
            if (plain && b == '=') {
                at = i + 1;
                return i == from ? "missing field key" : null;
            }
            if (plain && (b == ' ' || b == ',')) {
                return "invalid field format";
            }
        }
        return "invalid field format";
    }

    private @Nullable String scanValue() {
        if (at == body.length) {
            return "missing field value";
        }
        return switch (body[at]) {
            case '"' -> scanText();
            case ',', ' ', '\n', '\r' -> "missing field value";
            case 't', 'T', 'f', 'F' -> scanBoolean();
            default -> scanNumber();
        };
    }

    private @Nullable String scanText() {
        for (int i = at + 1; i < body.length; i++) {
            byte b = body[i];
            if (!Special.is(b)) {
                continue;
            }
            if (b == '\\') {
                i++;
            }
            if (i < body.length && body[i] == '\n') {
                lineBreaks++;
            }
            if (b == '"') {
                at = i + 1;
                return endsValue(at) ? null : "text behind the closing quote";
            }
        }
        return "unbalanced quotes";
    }

    private @Nullable String scanBoolean() {
        int from = at;
        while (!endsValue(at)) {
            at++;
        }
        boolean valid = at - from == 1
                || switch (new String(body, from, at - from, StandardCharsets.ISO_8859_1)) {
                    case "true", "True", "TRUE", "false", "False", "FALSE" -> true;
                    default -> false;
                };
        return valid ? null : "invalid boolean";
    }

    private @Nullable String scanNumber() {
        int from = at;
        int first = body[from] == '-' ? from + 1 : from;
        int point = digits(first);
        boolean decimal = point < body.length && body[point] == '.';
        int end = decimal ? digits(point + 1) : point;
        boolean some = end - first > (decimal ? 1 : 0);
        boolean exponent = end < body.length && (body[end] == 'e' || body[end] == 'E');
        if (exponent) {
            boolean signed = end + 1 < body.length && (body[end + 1] == '+' || body[end + 1] == '-');
            int power = signed ? end + 2 : end + 1;
            end = digits(power);
            some &= end > power;
        }
        at = end;
        if (some && !decimal && !exponent && end < body.length && (body[end] == 'i' || body[end] == 'u')) {
            at = end + 1;
            boolean unsigned = body[end] == 'u';
            boolean valid = !(unsigned && first != from) && fits(from, end, unsigned);
            return valid && endsValue(at) ? null : "invalid number";
        }
        boolean valid = some && endsValue(end) && ((!exponent && end - from < SAFE_LENGTH) || isFinite(from, end));
        return valid ? null : "invalid number";
    }

    private int digits(int from) {
        int i = from;
        while (i < body.length && body[i] >= '0' && body[i] <= '9') {
            i++;
        }
        return i;
    }

    private boolean endsValue(int i) {
        return i >= body.length || body[i] == ',' || body[i] == ' ' || isEndOfLine(i);
    }

    private boolean fits(int from, int to, boolean unsigned) {
        if (to - from <= SAFE_DIGITS) {
            return true;
        }
        int first = from;
        while (first < to && (body[first] == '-' || body[first] == '0')) {
            first++;
        }
        String most = unsigned ? MOST_UNSIGNED : body[from] == '-' ? LEAST_SIGNED : MOST_SIGNED;
        return to - first < most.length()
                || (to - first == most.length() && text(first, to).compareTo(most) <= 0);
    }

    private boolean isFinite(int from, int to) {
        return Double.isFinite(Double.parseDouble(text(from, to)));
    }

    private String text(int from, int to) {
        return new String(body, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
