package io.gatehouse.api.series;

import java.util.Map;
import java.util.regex.Pattern;

/** Evaluates the part of InfluxQL that conditions on tags are written in, as InfluxDB 1.x reads it. */
final class InfluxqlText {
    private final String text;
    private final Map<String, String> tags;
    private int at;

    private InfluxqlText(String text, Map<String, String> tags) {
        this.text = text;
        this.tags = tags;
    }

    static boolean holds(String text, Map<String, String> tags) {
        InfluxqlText reading = new InfluxqlText(text, tags);
        boolean holds = reading.or();
        if (reading.at != text.length()) {
            throw new AssertionError("not read to its end: " + text.substring(reading.at));
        }
        return holds;
    }

    private boolean or() {
        boolean holds = and();
        while (accept(" OR ")) {
            holds |= and();
        }
        return holds;
    }

    private boolean and() {
        boolean holds = term();
        while (accept(" AND ")) {
            holds &= term();
        }
        return holds;
    }

    private boolean term() {
        if (accept("(")) {
            boolean holds = or();
            require(")");
            return holds;
        }
        // A missing tag is an empty one.
        String value = tags.getOrDefault(quoted('"'), "");
        require("::tag ");
        if (accept("= ")) {
            return value.equals(quoted('\''));
        }
        if (accept("!= ")) {
            return !value.equals(quoted('\''));
        }
        boolean negated = !accept("=~ ");
        if (negated) {
            require("!~ ");
        }
        return negated != Pattern.compile(regex()).matcher(value).find();
    }

    private String quoted(char quote) {
        require(String.valueOf(quote));
        StringBuilder content = new StringBuilder();
        while (text.charAt(at) != quote) {
            if (text.charAt(at) == '\\') {
                at++;
            }
            content.append(text.charAt(at++));
        }
        at++;
        return content.toString();
    }

    /** Up to the next slash without a backslash right before it; the backslash before a slash goes. */
    private String regex() {
        require("/");
        StringBuilder content = new StringBuilder();
        while (text.charAt(at) != '/') {
            if (text.startsWith("\\/", at)) {
                at++;
            }
            content.append(text.charAt(at++));
        }
        at++;
        return content.toString();
    }

    private boolean accept(String token) {
        boolean here = text.startsWith(token, at);
        at += here ? token.length() : 0;
        return here;
    }

    private void require(String token) {
        if (!accept(token)) {
            throw new AssertionError("no " + token + " at " + text.substring(at));
        }
    }
}
