package io.gatehouse.platform;

/** Peppers for tests outside of this package. */
public final class Peppers {
    private Peppers() {}

    public static PepperRing one() {
        return new PepperRing(() -> "one:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
    }
}
