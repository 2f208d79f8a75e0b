package io.gatehouse;

/** The entry point. */
final class Main {
    private Main() {}
}
