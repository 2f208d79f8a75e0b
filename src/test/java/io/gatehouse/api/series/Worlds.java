package io.gatehouse.api.series;

import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.decision.Grant;
import io.gatehouse.decision.Match;
import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.NamedPermission;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Restriction;
import io.gatehouse.decision.RuleId;
import io.gatehouse.decision.Subject;
import io.gatehouse.decision.TagMatch;
import io.gatehouse.decision.User;
import io.gatehouse.decision.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An organization with the database {@code db} and the user {@code reader}, as tests restrict it. */
final class Worlds {
    static final Instant NOW = Instant.EPOCH;
    private static final UserId READER = new UserId(7);

    private Worlds() {}

    static PolicySnapshot.Builder world() {
        var permissions = Map.of("db", Set.of(NamedPermission.READ_DATA, NamedPermission.WRITE_DATA));
        return PolicySnapshot.builder(new OrganizationId(1), 5)
                .bucket(2, "db")
                .user(new User(READER, "reader", true, false, permissions, List.of(), Map.of()));
    }

    static Matcher series(String measurement, TagMatch... tags) {
        return Matcher.series(Match.exact("db"), Match.exact(measurement), List.of(tags));
    }

    static Restriction restriction(long id, Matcher matcher) {
        return new Restriction(new RuleId(id), matcher, Set.of("read", "write"));
    }

    static Grant grant(long id, Matcher matcher) {
        return new Grant(new RuleId(id), matcher, Set.of("read", "write"), Set.of(READER), Set.of(), Set.of());
    }

    static SeriesAsking asking(PolicySnapshot snapshot, Action action) {
        return new SeriesAsking(snapshot, Subject.user("reader"), action, "db", Context.EMPTY, NOW);
    }
}
