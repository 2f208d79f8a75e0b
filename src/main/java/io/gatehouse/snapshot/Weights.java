package io.gatehouse.snapshot;

import io.gatehouse.decision.Condition;
import io.gatehouse.decision.Grant;
import io.gatehouse.decision.Match;
import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.NamedPermission;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.Restriction;
import io.gatehouse.decision.Role;
import io.gatehouse.decision.TagMatch;
import io.gatehouse.decision.Token;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes of the heap things take that may be of very different sizes.
 *
 * <p>On the high side of heaps that were looked at, in kB: a token of 2 permissions 1.8 (weighed as 2.0), of 100 34 (46),
 * of 10,000 3,230 (4,480); a restriction on 2 tags 0.7 (1.3), on 100 15 (18), on 100 with texts of 1,000 characters 115
 * (219), with 100 conditions 43 (48); a user with 1,000 attributes 112 (162); a grant to 10,000 users 605 (961). A
 * character is weighed as two bytes, and takes one where all of its text is Latin. Permissions that tokens have in common
 * are held once, and weighed with each.
 */
final class Weights {
    /** With its key, its place in the cache, and a few permissions. */
    static final long TOKEN = 2048;

    /** With what it demands, as far as that is little. */
    static final long RULE = 1280;

    /** Of a rule that says nothing that no other says: words are held once. */
    static final long LEAST_RULE = 384;

    /** A subject that a grant names. */
    static final long HOLDER = 96;

    /** What is demanded of one tag, without its words. */
    static final long TAG = 48;

    /** That something is in a list, or in the index. */
    static final long REFERENCE = 16;

    /** When a token or a user changed last. */
    static final long REVISION = 96;

    /** Of whatever is no rule. */
    static final long ROW = 512;

    private static final long TOKEN_ALONE = 1024;
    private static final long RULE_ALONE = 512;
    private static final long PERMISSION = 448;
    private static final long CONDITION = 448;
    private static final long ATTRIBUTE = 128;
    private static final long DATABASE = 128;
    private static final long TEXT = 80;
    private static final long CHARACTER = 2;

    private Weights() {}

    static long of(Token token) {
        return Math.max(TOKEN, TOKEN_ALONE + of(token.permissions().list()));
    }

    static long of(@Nullable Restriction restriction) {
        return restriction == null ? 0 : Math.max(RULE, RULE_ALONE + of(restriction.matcher()));
    }

    static long of(@Nullable Grant grant) {
        if (grant == null) {
            return 0;
        }
        long holders = (long) grant.users().size()
                + grant.roles().size()
                + grant.tokens().size();
        return Math.max(RULE, RULE_ALONE + of(grant.matcher()) + holders * HOLDER);
    }

    /** A rule as it is stored, and how many subjects it names. */
    static Weight ofStored(String rule, int holders) {
        return Weight.of(Math.max(RULE, RULE_ALONE + characters(rule) + holders * HOLDER));
    }

    /** Words that a rule demands, or actions. */
    static long of(Match match) {
        return of(match.value());
    }

    static long of(String text) {
        return TEXT + characters(text);
    }

    static long of(Set<String> actions) {
        long weight = 0;
        for (String action : actions) {
            weight += of(action);
        }
        return weight;
    }

    static long ofConditions(List<Condition> conditions) {
        long weight = 0;
        for (Condition condition : conditions) {
            weight += CONDITION + characters(condition.attribute().name()) + characters(condition.value());
        }
        return weight;
    }

    /** Beyond its row. */
    static long of(Role role) {
        return ofDatabases(role.permissions()) + role.users().size() * HOLDER + of(role.declared());
    }

    static long ofDatabases(Map<String, Set<NamedPermission>> permissions) {
        return permissions.size() * DATABASE + characters(permissions.keySet());
    }

    static long of(List<Permission> permissions) {
        long weight = permissions.size() * PERMISSION;
        for (Permission permission : permissions) {
            weight += characters(permission.name());
        }
        return weight;
    }

    static long of(Map<String, String> attributes) {
        return attributes.size() * ATTRIBUTE + characters(attributes.keySet()) + characters(attributes.values());
    }

    private static long of(Matcher matcher) {
        long weight = characters(matcher.name()) + characters(matcher.measurement());
        for (TagMatch tag : matcher.tags()) {
            weight += TAG + of(tag.key()) + of(tag.value());
        }
        return weight + ofConditions(matcher.conditions());
    }

    private static long characters(@Nullable Match match) {
        return match == null ? 0 : characters(match.value());
    }

    private static long characters(@Nullable String text) {
        return text == null ? 0 : CHARACTER * text.length();
    }

    private static long characters(Iterable<String> texts) {
        long weight = 0;
        for (String text : texts) {
            weight += characters(text);
        }
        return weight;
    }
}
