package io.gatehouse.snapshot;

/** There is too little memory for what is being read of an organization. */
final class NoRoomException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoRoomException() {
        super("there is too little memory for the policy", null, false, false);
    }
}
