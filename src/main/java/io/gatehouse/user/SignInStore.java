package io.gatehouse.user;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds whose password one could be, over all organizations, with the tables {@code users} and {@code passwords}. */
@ApplicationScoped
class SignInStore {
    /** More of one name, with one discriminator of two bytes, are not to be expected. */
    private static final int MOST = 6;

    /** Without a discriminator, or with one of a pepper that is gone, it could be anybody: these come last. */
    private static final String CANDIDATES = """
            select u.org_id, u.id, u.status, p.hash
            from users u
            join passwords p on p.org_id = u.org_id and p.user_id = u.id
            left join organizations o on o.id = u.org_id
            where u.name = ?1 and coalesce(o.status, 'active') = 'active'
                and (p.discriminator is null or p.discriminator = any(string_to_array(?2, ','))
                    or split_part(p.discriminator, ':', 1) <> all(string_to_array(?3, ',')))
                and (u.org_id = 0
                    or ((?4 = '' or o.name = ?4) and (?5 = '' or cast(u.org_id as text) = ?5)))
            order by p.discriminator = any(string_to_array(?2, ',')) desc nulls last, u.org_id <> 0, u.id
            limit\s""" + MOST;

    Uni<List<Candidate>> candidates(Transaction transaction, String name, List<String> discriminators, Home home) {
        OrganizationId id = home.id();
        return transaction
                .session()
                .createNativeQuery(CANDIDATES, Object[].class)
                .setParameter(1, name)
                .setParameter(2, String.join(",", discriminators))
                .setParameter(
                        3,
                        String.join(
                                ",",
                                discriminators.stream()
                                        .map(text -> text.substring(0, text.indexOf(':')))
                                        .toList()))
                .setParameter(4, home.name() == null ? "" : home.name())
                .setParameter(5, id == null ? "" : Long.toString(id.value()))
                .getResultList()
                .map(rows -> rows.stream().map(row -> candidate(name, row)).toList());
    }

    private static Candidate candidate(String name, Object[] row) {
        long home = (Long) row[0];
        var user = new User(
                new UserId((Long) row[1]), home == 0 ? null : new OrganizationId(home), name, row[2].equals("active"));
        return new Candidate(user, (String) row[3]);
    }

    /** Where to look for users of organizations; both absent: everywhere. Users of the instance are always looked for. */
    record Home(@Nullable String name, @Nullable OrganizationId id) {}

    /** A user, and the hash of its password. */
    record Candidate(User user, String hash) {}
}
