package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrBlockTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,       10.255.0.1,              true",
        "10.0.0.0/8,       11.0.0.0,                false",
        "10.1.2.3/8,       10.9.9.9,                true",
        "10.1.0.0/15,      10.0.255.255,            true",
        "10.1.0.0/15,      10.2.0.0,                false",
        "192.168.1.7,      192.168.1.7,             true",
        "192.168.1.7,      192.168.1.8,             false",
        "0.0.0.0/0,        203.0.113.9,             true",
        "0.0.0.0/0,        2001:db8::1,             false",
        "2001:db8::/32,    2001:db8:ffff::1,        true",
        "2001:db8::/32,    2001:db9::1,             false",
        "2001:db8::/33,    2001:db8:8000::1,        false",
        "::1,              0:0:0:0:0:0:0:1,         true",
        "10.0.0.0/8,       ::ffff:10.1.1.1,         true",
        "10.0.0.0/8,       localhost,               false",
        "10.0.0.0/8,       10.0.0.0/8,              false",
    })
    void containsTheAddressesThatShareItsBeginning(String block, String address, boolean contained) {
        assertThat(CidrBlock.parse(block).contains(CidrBlock.address(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.256/8",
                "010.0.0.0/8",
                "10.0.0.0/08",
                "2001:db8::/129",
                "::1%eth0",
                "example.org/8",
                ":",
                ".:1",
                "1::2::3",
                "١٠.0.0.0/8",
                "/8",
                "a:b"
            })
    void refusesWhatIsNoBlock(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CidrBlock.parse(text))
                .withMessage("no block of addresses: `" + text + "`");
    }

    @Test
    void equalsTheSameBlock() {
        assertThat(CidrBlock.parse("10.0.0.0/8"))
                .isEqualTo(CidrBlock.parse("10.0.0.0/8"))
                .hasSameHashCodeAs(CidrBlock.parse("10.0.0.0/8"))
                .isNotEqualTo(CidrBlock.parse("10.0.0.0/9"))
                .isNotEqualTo(CidrBlock.parse("11.0.0.0/8"));
    }
}
