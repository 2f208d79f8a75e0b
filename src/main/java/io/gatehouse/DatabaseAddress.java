package io.gatehouse;

import io.gatehouse.embedded.StartRefusedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is refused of a database's address before a driver reads it: of two drivers each says so in its own way, and with
 * a stack trace.
 */
final class DatabaseAddress {

    /** Two drivers read it. Accounts within it would reach only one of them, and logs show it. */
    private static final Pattern PRIMARY = Pattern.compile("postgresql://([^/@]+)/[^/@?]+(\\?.*)?");

    /** The reactive driver alone reads it, and takes more. */
    private static final Pattern REPLICA = Pattern.compile("[^/]*//(?:[^/?@]*@)?([^/?]*).*");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int HIGHEST_PORT = 65_535;

    private DatabaseAddress() {}

    /** @throws StartRefusedException if it has not the form that both drivers take */
    static void checkPrimary(String setting, String address) {
        checkPorts(setting, hosts(PRIMARY, setting, address, ", without a user"));
    }

    /** @throws StartRefusedException if it has no form that the reactive driver takes */
    static void checkReplica(String setting, String address) {
        checkPorts(setting, hosts(REPLICA, setting, address, ""));
    }

    private static String hosts(Pattern form, String setting, String address, String further) {
        Matcher parts = form.matcher(address);
        if (!parts.matches()) {
            throw new StartRefusedException(
                    setting + " must have the form `postgresql://host:port/database`" + further);
        }
        return parts.group(1);
    }

    private static void checkPorts(String setting, String hosts) {
        for (String host : hosts.split(",", -1)) {
            int colon = host.lastIndexOf(':');
            // Within brackets it is of an IPv6 address.
            if (colon > host.lastIndexOf(']') && !isPort(host.substring(colon + 1))) {
                throw new StartRefusedException(
                        setting + " must have a port from 1 to 65535, not `" + host.substring(colon + 1) + "`");
            }
        }
    }

    private static boolean isPort(String text) {
        if (!PORT.matcher(text).matches()) {
            return false;
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= HIGHEST_PORT;
    }
}
