package io.gatehouse.platform;

import java.util.Optional;

/** Peppers for tests outside of this package. */
public final class Peppers {
    private Peppers() {}

    public static PepperRing one() {
        return new PepperRing(() -> Optional.of("one:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"));
    }
}
