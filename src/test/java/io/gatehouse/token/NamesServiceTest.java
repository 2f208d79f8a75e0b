package io.gatehouse.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class NamesServiceTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    NamesService names;

    @Test
    void bucketsOfManyOrganizationsAreNamedEachInItsOwn() throws Throwable {
        OrganizationId ours = organization("names");
        OrganizationId others = organization("others");
        long bucket = Id.parse(Instance.bucket(ours.toString(), "metrics"));
        long foreign = Id.parse(Instance.bucket(others.toString(), "foreign"));
        List<Authorization> authorizations = new ArrayList<>(LongStream.rangeClosed(1, 10_000)
                .mapToObj(n -> onBucket(new OrganizationId(n), n))
                .toList());
        authorizations.add(onBucket(ours, bucket));
        authorizations.add(onBucket(ours, foreign));

        Names found = VertxContextSupport.subscribeAndAwait(
                () -> names.of(authorizations).ifNoItem().after(LIMIT).fail());

        assertThat(found.buckets()).containsEntry(bucket, "metrics").doesNotContainKey(foreign);
    }

    private static OrganizationId organization(String name) {
        return OrganizationId.parse(Instance.organization(name));
    }

    private static Authorization onBucket(OrganizationId organization, long bucket) {
        var permission = Permission.on(organization, Permission.READ, ResourceType.BUCKETS.text(), bucket);
        return new Authorization(
                new TokenId(1),
                organization,
                new UserId(1),
                true,
                "",
                List.of(permission),
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
