package io.gatehouse.token;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The text of an API token: {@code gth_}, 40 random base62 characters (238 bits), and 6 characters of base62 CRC-32
 * over what stands before, so that a mistyped or invented token is refused without any look-up, and secret scanners
 * can tell a real one.
 */
public final class TokenSecret {
    /** What every generated token starts with. */
    public static final String PREFIX = "gth_";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 40;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int BODY_LENGTH = PREFIX.length() + RANDOM_LENGTH;
    private static final int LENGTH = BODY_LENGTH + CHECKSUM_LENGTH;
    private static final int DISPLAYED = PREFIX.length() + 6;

    private TokenSecret() {}

    /** A new secret. */
    public static String generate() {
        var random = new SecureRandom();
        var text = new StringBuilder(LENGTH).append(PREFIX);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.append(checksum(text.toString())).toString();
    }

    /** Whether the text has the form of a generated token, checksum included. */
    public static boolean isWellFormed(String text) {
        return text.length() == LENGTH
                && text.startsWith(PREFIX)
                && text.regionMatches(BODY_LENGTH, checksum(text.substring(0, BODY_LENGTH)), 0, CHECKSUM_LENGTH);
    }

    /** The first characters, by which its owner recognises a token; nothing of a short one. */
    public static String display(String secret) {
        return secret.length() < LENGTH ? "" : secret.substring(0, DISPLAYED);
    }

    private static String checksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        long rest = crc.getValue();
        char[] digits = new char[CHECKSUM_LENGTH];
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(digits);
    }
}
