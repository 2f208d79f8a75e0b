package io.gatehouse.embedded;

/** A start that cannot go on, with the one line that tells the operator why and what to change. */
public final class StartRefusedException extends RuntimeException {

    public StartRefusedException(String message) {
        super(message);
    }

    StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
