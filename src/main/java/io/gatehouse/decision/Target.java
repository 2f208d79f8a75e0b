package io.gatehouse.decision;

import org.jspecify.annotations.Nullable;

/**
 * The resource asked about, as the organization knows it.
 *
 * @param id absent if it has none, or none that we know
 * @param name what rules and named permissions match: for a bucket its name, also where its id was asked
 * @param ours whether it is the organization's; an id that is not is no business of the organization's administrators,
 *     nor covered by any permission on all that the organization has
 */
record Target(String type, @Nullable Long id, String name, boolean ours) {
    /** Whether it is all of the type together: no resource is without a name. */
    boolean isAll() {
        return name.isEmpty();
    }
}
