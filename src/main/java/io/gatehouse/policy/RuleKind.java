package io.gatehouse.policy;

import io.gatehouse.platform.Failure;

/** The two kinds of rules. */
public enum RuleKind {
    RESTRICTION("restriction", "restrictions"),
    GRANT("grant", "grants");

    private final String text;
    private final String table;

    RuleKind(String text, String table) {
        this.text = text;
        this.table = table;
    }

    public String text() {
        return text;
    }

    /** Its table's name, and its list's. */
    public String plural() {
        return table;
    }

    Failure missing() {
        return Failure.notFound(text + " not found");
    }
}
