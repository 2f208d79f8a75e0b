package io.gatehouse.platform;

import io.gatehouse.decision.Bounds;
import io.gatehouse.decision.OrganizationId;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a list its reader may see.
 *
 * @param bounds outside of which there are none, so that the database need not look there
 * @param test of each within them
 */
public record Visible<T>(Bounds bounds, Predicate<T> test) {

    /** Those that pass the test, wherever they lie. */
    public static <T> Visible<T> anywhere(Predicate<T> test) {
        return new Visible<>(Bounds.EVERYWHERE, test);
    }

    /** Those of them that pass another test, too. */
    public Visible<T> and(Predicate<T> other) {
        return new Visible<>(bounds, test.and(other));
    }

    /** The narrowest scope in which all of them are to be found, of those in one organization or in every one. */
    public Scope scope(@Nullable OrganizationId asked) {
        OrganizationId one = asked == null ? bounds.onlyOrganization() : asked;
        return one == null ? Scope.instance() : Scope.of(one);
    }
}
