package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every kind of subject, every action, every kind of resource, in one text file; a change of policy is a readable diff.
 *
 * <p>Where the difference is wanted, the file is replaced by {@code target/matrix.txt}, which each run writes.
 */
class MatrixTest {
    private static final Path GOLDEN = Path.of("src/test/resources/decisions/matrix.txt");
    private static final OrganizationId HERE = new OrganizationId(1);
    private static final OrganizationId ELSEWHERE = new OrganizationId(2);
    private static final UserId OWNER = new UserId(1);
    private static final UserId MEMBER = new UserId(2);
    private static final UserId GRANTED = new UserId(3);
    private static final UserId SUSPENDED = new UserId(4);

    private final PolicySnapshot snapshot = snapshot();

    @Test
    void theMatrixIsAsAgreed() throws IOException {
        String matrix = matrix();
        Files.writeString(Path.of("target/matrix.txt"), matrix);

        assertThat(matrix).isEqualTo(Files.readString(GOLDEN));
    }

    private String matrix() {
        StringBuilder text = new StringBuilder();
        resources().forEach((what, resource) -> {
            text.append(what).append('\n');
            subjects().forEach((who, subject) -> {
                text.append(String.format("  %-35s", who));
                for (String action : List.of("read", "write", "delete")) {
                    Decision decision = DecisionEngine.decide(
                            snapshot, subject, Action.of(action), resource, Context.EMPTY, DecisionTable.NOW);
                    String cell = (decision.allowed() ? "✔ " : "✘ ")
                            + decision.reason().text();
                    text.append(String.format(" %-6s %-24s", action, cell));
                }
                text.setLength(text.toString().stripTrailing().length());
                text.append('\n');
            });
            text.append('\n');
        });
        return text.toString();
    }

    private static Map<String, Resource> resources() {
        Map<String, Resource> resources = new LinkedHashMap<>();
        resources.put("free bucket", Resource.bucket("free"));
        resources.put("restricted bucket, all of it", Resource.bucket("closed"));
        resources.put("restricted bucket, a granted point", Resource.series("closed", "m", Map.of("dc", "east")));
        resources.put("restricted bucket, another point", Resource.series("closed", "m", Map.of()));
        resources.put("bucket of another organization, by id", Resource.bucket("00000000000000ff"));
        resources.put("the organization", Resource.of("orgs", HERE.toString(), Map.of()));
        resources.put("another organization", Resource.of("orgs", ELSEWHERE.toString(), Map.of()));
        resources.put("a user of the organization", Resource.of("users", "member", Map.of()));
        resources.put("a task", Resource.of("tasks", "0000000000000007", Map.of()));
        resources.put("a record", Resource.of("record", "r1", Map.of()));
        resources.put("a resource of an undeclared type", Resource.of("letter", "l1", Map.of()));
        return resources;
    }

    private static Map<String, Subject> subjects() {
        Map<String, Subject> subjects = new LinkedHashMap<>();
        subjects.put("user who owns the organization", Subject.user("owner"));
        subjects.put("user who is a member", Subject.user("member"));
        subjects.put("user with a grant", Subject.user("granted"));
        subjects.put("user with an added role", Subject.user("member", Set.of("openers")));
        subjects.put("user who is suspended", Subject.user("suspended"));
        subjects.put("user who is unknown", Subject.user("nobody"));
        subjects.put("token of an operator", token(ELSEWHERE, Operators.permissions()));
        subjects.put("token that writes the organization", token(HERE, "write orgs/1"));
        subjects.put("token for all buckets", token(HERE, "read buckets@1", "write buckets@1"));
        subjects.put("token for one bucket", token(HERE, "write buckets/8@1"));
        subjects.put("token for records", token(HERE, "read record@1", "delete record=r1@1"));
        subjects.put(
                "token of another organization", token(ELSEWHERE, "read buckets@2", "write orgs/2", "read orgs/2"));
        subjects.put("token without permissions", token(HERE));
        subjects.put("token that is expired", token(true, DecisionTable.NOW));
        subjects.put("token that is inactive", token(false, null));
        subjects.put("token that is unknown", Subject.unknown());
        return subjects;
    }

    private static Subject token(OrganizationId home, String... permissions) {
        return token(
                home,
                List.of(permissions).stream().map(PermissionTest::permission).toList());
    }

    private static Subject token(OrganizationId home, List<Permission> permissions) {
        return Subject.token(
                new Token(new TokenId(9), home, true, null, true, GRANTED, true, PermissionSet.of(permissions)));
    }

    private static Subject token(boolean active, @Nullable Instant expiresAt) {
        PermissionSet all = PermissionSet.of(Operators.permissions());
        return Subject.token(new Token(new TokenId(9), HERE, active, expiresAt, true, OWNER, true, all));
    }

    private static PolicySnapshot snapshot() {
        Matcher closed = Matcher.bucket(Match.exact("closed"));
        Matcher east = Matcher.series(Match.exact("closed"), null, List.of(TagMatch.exact("dc", "east")));
        Set<String> both = Set.of("read", "write");
        return PolicySnapshot.builder(HERE, 1)
                .bucket(7, "free")
                .bucket(8, "closed")
                .type("record", Set.of("read", "write", "delete"))
                .user(user(OWNER, "owner", true, true))
                .user(user(MEMBER, "member", true, false))
                .user(user(GRANTED, "granted", true, false))
                .user(user(SUSPENDED, "suspended", false, true))
                .role(new Role("openers", Map.of(), List.of(), Set.of()))
                .restriction(new Restriction(new RuleId(11), closed, both))
                .grant(new Grant(new RuleId(21), east, both, Set.of(GRANTED), Set.of("openers"), Set.of()))
                .build();
    }

    private static User user(UserId id, String name, boolean active, boolean owner) {
        List<Permission> memberships = new ArrayList<>();
        memberships.add(Permission.in(HERE, "read", "buckets"));
        memberships.add(Permission.on("read", "orgs", HERE.value()));
        memberships.add(Permission.on("read", "users", id.value()));
        return new User(id, name, active, owner, Map.of(), memberships, Map.of());
    }
}
