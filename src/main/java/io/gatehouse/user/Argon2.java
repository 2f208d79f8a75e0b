package io.gatehouse.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id hashes of passwords in PHC text form, with OWASP's parameters: 19 MiB, two passes, one lane.
 *
 * <p>Source: RFC 9106; OWASP Password Storage Cheat Sheet.
 */
final class Argon2 {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final String PREFIX = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$";

    private Argon2() {}

    static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return PREFIX + base64.encodeToString(salt) + '$' + base64.encodeToString(hash(password, salt));
    }

    static boolean verify(String password, String hash) {
        if (!hash.startsWith(PREFIX)) {
            throw new IllegalStateException("a stored password hash has unknown parameters");
        }
        int middle = hash.indexOf('$', PREFIX.length());
        byte[] salt = Base64.getDecoder().decode(hash.substring(PREFIX.length(), middle));
        byte[] expected = Base64.getDecoder().decode(hash.substring(middle + 1));
        return MessageDigest.isEqual(expected, hash(password, salt));
    }

    private static byte[] hash(String password, byte[] salt) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(LANES)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
