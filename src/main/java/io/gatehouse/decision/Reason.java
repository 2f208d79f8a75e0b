package io.gatehouse.decision;

/** Why a decision fell as it did. The texts are part of the public interface and never change. */
public enum Reason {
    ORGANIZATION_INACTIVE("organization inactive"),
    TOKEN_UNKNOWN("token unknown"),
    TOKEN_INACTIVE("token inactive"),
    TOKEN_EXPIRED("token expired"),
    USER_UNKNOWN("user unknown"),
    USER_INACTIVE("user inactive"),
    MALFORMED("malformed request"),
    ADMINISTRATOR("administrator"),
    NO_PERMISSION("no permission"),
    NO_RESTRICTION("no restriction"),
    GRANT("grant"),
    RESTRICTION("restriction");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
