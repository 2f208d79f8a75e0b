package io.gatehouse.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TokenSecretTest {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @Test
    void secretsHaveTheirFormAndDiffer() {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String secret = TokenSecret.generate();
            assertThat(secret).matches("gth_[0-9A-Za-z]{46}");
            assertThat(TokenSecret.isWellFormed(secret)).isTrue();
            secrets.add(secret);
        }
        assertThat(secrets).hasSize(1000);
    }

    @Test
    void checksumIsThatOfItsSource() {
        // python3: zlib.crc32(b"gth_" + b"0" * 40), in base62
        assertThat(TokenSecret.isWellFormed("gth_" + "0".repeat(40) + "2hevM3")).isTrue();
    }

    @RepeatedTest(3)
    void everyChangeOfOneCharacterIsCaught() {
        String secret = TokenSecret.generate();
        for (int i = 0; i < secret.length(); i++) {
            for (char other : (ALPHABET + "_-=. \0\u00e9").toCharArray()) {
                if (other != secret.charAt(i)) {
                    String changed = secret.substring(0, i) + other + secret.substring(i + 1);
                    assertThat(TokenSecret.isWellFormed(changed)).as(changed).isFalse();
                }
            }
        }
    }

    @Test
    void everySwapOfNeighboursIsCaught() {
        String secret = TokenSecret.generate();
        for (int i = 0; i + 1 < secret.length(); i++) {
            if (secret.charAt(i) != secret.charAt(i + 1)) {
                String swapped =
                        secret.substring(0, i) + secret.charAt(i + 1) + secret.charAt(i) + secret.substring(i + 2);
                assertThat(TokenSecret.isWellFormed(swapped)).as(swapped).isFalse();
            }
        }
    }

    @Test
    void otherLengthsAreNoSecrets() {
        String secret = TokenSecret.generate();
        assertThat(TokenSecret.isWellFormed("")).isFalse();
        assertThat(TokenSecret.isWellFormed("gth_")).isFalse();
        assertThat(TokenSecret.isWellFormed(secret + "0")).isFalse();
        assertThat(TokenSecret.isWellFormed(secret.substring(1))).isFalse();
        assertThat(TokenSecret.isWellFormed(" " + secret.substring(1))).isFalse();
    }

    @Test
    void littleOfASecretIsDisplayedAndNothingOfAShortOne() {
        String secret = TokenSecret.generate();
        assertThat(TokenSecret.display(secret)).isEqualTo(secret.substring(0, 10));
        assertThat(TokenSecret.display("short-and-chosen")).isEmpty();
    }
}
