package io.gatehouse.role;

import io.gatehouse.platform.Failure;

/** The bound of lists that clients take whole, since InfluxDB Enterprise's have no pages. */
final class WholeList {
    /** Rows, and all that stands in them: users of roles, databases, attributes. */
    static final int MOST = 20_000;

    private WholeList() {}

    /** @throws Failure UNPROCESSABLE */
    static void requireFew(String what, long entries) {
        if (entries > MOST) {
            throw new Failure(
                    Failure.Kind.UNPROCESSABLE,
                    "there are more than " + MOST + " " + what + ": ask for one of them with `?name=`");
        }
    }
}
