package io.gatehouse.decision;

/** How much of a database a subject reaches. */
public enum Extent {
    /** Every series, whatever a request says. */
    FULL("full"),
    /** Some series, or at some requests only. */
    PART("part"),
    NONE("none");

    private final String text;

    Extent(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
