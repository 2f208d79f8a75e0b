package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which bucket a name with slashes stands for. */
class BucketNamesTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId(1);
    private static final UserId READER = new UserId(2);
    private static final String LETTERS = "ab//";
    private static final int LONGEST = 10;

    @Test
    void nameStandsForWhatIsRegisteredBeforeOneOfItsSlashes() {
        var random = new SplittableRandom(7);
        for (int world = 0; world < 500; world++) {
            Map<String, Long> buckets = new HashMap<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                buckets.put(name(random), (long) i);
            }
            var directory = new Directory();
            buckets.forEach((name, id) -> directory.addBucket(id, name));
            for (int i = 0; i < 200; i++) {
                String asked = name(random);
                assertThat(directory.target(Steps.unlimited(), ORGANIZATION, "buckets", asked))
                        .as("%s among %s", asked, buckets)
                        .isEqualTo(resolve(buckets, asked));
            }
        }
    }

    @Test
    void nameOfManySlashesIsDecidedOn() {
        PolicySnapshot snapshot = world().bucket(3, "db").build();

        for (String slashes : List.of("/".repeat(90_000), "/x".repeat(90_000))) {
            assertThat(decide(Steps.unlimited(), snapshot, slashes))
                    .extracting(Decision::allowed)
                    .isEqualTo(true);
            assertThat(decide(Steps.unlimited(), snapshot, "db" + slashes))
                    .extracting(Decision::allowed)
                    .isEqualTo(true);
        }
    }

    @Test
    void slashesTakeStepsUpToTheLongestName() {
        PolicySnapshot snapshot = world().bucket(3, "a" + "/".repeat(200)).build();
        String asked = "b" + "/".repeat(4_000);

        assertThat(decide(Steps.of(1_000), snapshot, asked)).isNull();
        assertThat(decide(Steps.of(5_000), snapshot, asked)).isNotNull();
    }

    private static @Nullable Decision decide(Steps steps, PolicySnapshot snapshot, String bucket) {
        return DecisionEngine.decideWithin(
                steps,
                snapshot,
                Subject.user(READER.toString()),
                Action.READ,
                Resource.bucket(bucket),
                Context.EMPTY,
                DecisionTable.NOW);
    }

    private static PolicySnapshot.Builder world() {
        return PolicySnapshot.builder(ORGANIZATION, 1)
                .user(new User(
                        READER,
                        "ann",
                        true,
                        false,
                        Map.of("", Set.of(NamedPermission.READ_DATA)),
                        List.of(),
                        Map.of()));
    }

    private static String name(SplittableRandom random) {
        var name = new StringBuilder();
        for (int i = random.nextInt(1, LONGEST); i > 0; i--) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }

    /** As it reads: what stands before the last slash, again and again. */
    private static Target resolve(Map<String, Long> buckets, String name) {
        if (buckets.containsKey(name)) {
            return new Target("buckets", buckets.get(name), name, true);
        }
        int slash = name.lastIndexOf('/');
        return slash > 0 ? resolve(buckets, name.substring(0, slash)) : new Target("buckets", null, name, true);
    }
}
