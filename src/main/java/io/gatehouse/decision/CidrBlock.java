package io.gatehouse.decision;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A block of IP addresses, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; without a length, one address. */
public final class CidrBlock {
    /** Characters of an address: eight groups of six, the last two as four numbers. */
    private static final int LONGEST = 45;

    private final byte[] network;
    private final int bits;

    private CidrBlock(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /**
     * Reads a block; bits behind its length do not matter.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static CidrBlock parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = address(slash < 0 ? text : text.substring(0, slash));
        if (network == null) {
            throw new IllegalArgumentException("no block of addresses: `" + text + "`");
        }
        int most = network.length * Byte.SIZE;
        int bits = slash < 0 ? most : number(text.substring(slash + 1), most);
        if (bits < 0) {
            throw new IllegalArgumentException("no block of addresses: `" + text + "`");
        }
        return new CidrBlock(network, bits);
    }

    /** Whether it is an address of the block. */
    boolean contains(byte @Nullable [] address) {
        if (address == null || address.length != network.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        if (!Arrays.equals(address, 0, whole, network, 0, whole)) {
            return false;
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || ((address[whole] ^ network[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
    }

    /** The bytes of an IP address; null if the text is none, as names of hosts are not. */
    static byte @Nullable [] address(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        return text.indexOf(':') < 0 ? four(text) : six(text);
    }

    private static byte @Nullable [] four(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        byte[] address = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            int part = number(parts[i], 255);
            if (part < 0) {
                return null;
            }
            address[i] = (byte) part;
        }
        return address;
    }

    /** The JDK reads the text: with a colon in it, and not beginning with a dot, it is never looked up as a name. */
    private static byte @Nullable [] six(String text) {
        boolean literal =
                text.charAt(0) != '.' && text.chars().allMatch(c -> c == ':' || c == '.' || HexFormat.isHexDigit(c));
        if (!literal) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** A decimal number up to a limit, or -1; leading zeros are refused, since some read them as octal. */
    private static int number(String text, int most) {
        boolean digits = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || (text.length() > 1 && text.charAt(0) == '0')) {
            return -1;
        }
        int value = Integer.parseInt(text);
        return value <= most ? value : -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CidrBlock block && bits == block.bits && Arrays.equals(network, block.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + bits;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/" + bits;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has four or sixteen bytes", impossible);
        }
    }
}
