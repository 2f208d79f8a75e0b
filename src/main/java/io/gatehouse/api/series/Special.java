package io.gatehouse.api.series;

import java.util.Arrays;

/**
 * The bytes that mean something in line protocol, and those that are no printable ASCII.
 *
 * <p>Nearly all bytes of a body are none of them, and one look-up in a table tells so, where comparing took up to six
 * steps for each.
 */
final class Special {
    private static final boolean[] TABLE = new boolean[256];

    static {
        for (char special : new char[] {'\\', '"', ' ', ',', '='}) {
            TABLE[special] = true;
        }
        Arrays.fill(TABLE, 0, ' ', true);
        Arrays.fill(TABLE, 0x7F, TABLE.length, true);
    }

    private Special() {}

    static boolean is(byte b) {
        return TABLE[b & 0xFF];
    }
}
