package io.gatehouse.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2Test {
    private static final String PASSWORD = "correct horse battery st\u00e4ple";

    /** Made by the reference implementation in C, through argon2-cffi 25.1. */
    private static final String KNOWN =
            "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg" + "$S3PoxvhCaj+plzs6IIxyoC3nmiuRTe4hecf/QNIstXA";

    @Test
    void hashOfAnotherImplementationIsVerified() {
        assertThat(Argon2.verify(PASSWORD, KNOWN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "correct horse battery staple",
                "correct horse battery st\u00e4ple ",
                "Correct horse battery st\u00e4ple"
            })
    void otherPasswordIsNot(String password) {
        assertThat(Argon2.verify(password, KNOWN)).isFalse();
    }

    @Test
    void everyHashHasASaltOfItsOwn() {
        String hash = Argon2.hash(PASSWORD);

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(Argon2.hash(PASSWORD));
        assertThat(Argon2.verify(PASSWORD, hash)).isTrue();
        assertThat(Argon2.verify(PASSWORD + "x", hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
                "$argon2id$v=19$m=19456,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$S3PoxvhCaj+plzs6IIxyoC3nmiuRTe4hecf/QNIstXA",
                "$argon2id$v=19$m=19456,t=2,p=1$",
                "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg",
                "$argon2id$v=19$m=19456,t=2,p=1$!!!$!!!"
            })
    void malformedHashIsNeverTakenForAMatch(String hash) {
        assertThatThrownBy(() -> Argon2.verify(PASSWORD, hash)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void truncatedHashIsNoMatch() {
        assertThat(Argon2.verify(PASSWORD, KNOWN.substring(0, KNOWN.length() - 4)))
                .isFalse();
        assertThat(Argon2.verify(PASSWORD, KNOWN.substring(0, KNOWN.lastIndexOf('$') + 1)))
                .isFalse();
    }
}
