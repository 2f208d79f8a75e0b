package io.gatehouse.benchmark.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Secrets of tokens that follow from a seed and a number, so that a million of them need not be kept. */
final class TokenText {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 40;
    private static final int CHECKSUM_LENGTH = 6;
    private static final String ALGORITHM = "HmacSHA256";

    private final long seed;

    TokenText(long seed) {
        this.seed = seed;
    }

    String secret(long number) {
        var random = new SplittableRandom(seed * 31 + number);
        var text = new StringBuilder("gth_");
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        var crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
        long rest = crc.getValue();
        char[] digits = new char[CHECKSUM_LENGTH];
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return text.append(digits).toString();
    }

    /** In hex, as it is stored under the first pepper of the ring. */
    static String hash(String secret, String peppers) {
        byte[] key = Base64.getUrlDecoder().decode(peppers.substring(peppers.indexOf(':') + 1));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
