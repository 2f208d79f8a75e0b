package io.gatehouse.kubernetes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The series that a Prometheus expression asks for, each with the labels by which it does. */
record Promql(List<Selector> selectors, Set<String> groupedBy) {

    /**
     * One series.
     *
     * @param matchers {@code label="value"}, as written; other comparisons with the label alone
     */
    record Selector(String metric, Set<String> labels, Set<String> matchers) {}

    private static final Set<String> FUNCTIONS = Set.of(
            "absent", "avg", "count", "histogram_quantile", "increase", "label_values", "max", "min", "rate", "sum");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");
    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_]+)\\s*(=~|!=|!~|=)\\s*(\"[^\"]*\")");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");

    static Promql parse(String expression) {
        Set<String> groupedBy = new HashSet<>();
        GROUPING.matcher(expression).results().forEach(match -> groupedBy.addAll(words(match.group(1))));
        String rest =
                RANGE.matcher(GROUPING.matcher(expression).replaceAll(" ")).replaceAll(" ");
        List<Selector> selectors = SERIES.matcher(rest)
                .results()
                .filter(match -> !FUNCTIONS.contains(match.group(1)))
                .map(Promql::selector)
                .toList();
        return new Promql(selectors, groupedBy);
    }

    private static Selector selector(MatchResult match) {
        Set<String> labels = new HashSet<>();
        Set<String> matchers = new HashSet<>();
        Matcher matcher = MATCHER.matcher(match.group(2) == null ? "" : match.group(2));
        while (matcher.find()) {
            labels.add(matcher.group(1));
            if (matcher.group(2).equals("=")) {
                matchers.add(matcher.group(1) + "=" + matcher.group(3));
            }
        }
        return new Selector(match.group(1), labels, matchers);
    }

    private static List<String> words(String list) {
        List<String> words = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            words.add(word.strip());
        }
        return words;
    }
}
