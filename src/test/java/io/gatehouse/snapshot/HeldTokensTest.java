package io.gatehouse.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.SecretHash;
import io.smallrye.mutiny.Uni;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How many tokens are held in the memory of a heap of 256 MiB. */
class HeldTokensTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId(1);
    private static final long MEMORY = 128 * 1024 * 1024;

    private final Cache<SecretHash, HeldToken> held = HeldTokens.cache(new MemoryBudget(MEMORY));
    private final Followed home = new Followed(
            ORGANIZATION, 1, Followed.State.UNKNOWN, self -> Uni.createFrom().voidItem(), 0);

    @Test
    void ordinaryTokensAreHeldByThousands() {
        hold(20_000, 2);

        assertThat(held.estimatedSize()).isEqualTo(MEMORY / 5 / 2048);
    }

    @Test
    void tokensOfManyPermissionsAreFew() {
        hold(60, 10_000);

        assertThat(held.estimatedSize()).isBetween(3L, 6L);
    }

    private void hold(int tokens, int permissions) {
        PermissionSet set = PermissionSet.of(LongStream.rangeClosed(1, permissions)
                .mapToObj(bucket -> Permission.on(ORGANIZATION, Permission.READ, "buckets", bucket))
                .toList());
        for (int i = 1; i <= tokens; i++) {
            Token token = new Token(new TokenId(i), ORGANIZATION, true, null, true, new UserId(1), true, set);
            held.put(new SecretHash("kid", Integer.toString(i).getBytes(UTF_8)), new HeldToken(token, home, 0));
        }
        held.cleanUp();
    }
}
