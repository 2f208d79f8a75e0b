package io.gatehouse.token;

import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.UserId;
import java.util.Map;
import java.util.Set;

/**
 * What the names and ids in a list of asked permissions stand for; what is not there is missing here too.
 *
 * @param actions of each type that the token's organization declared
 * @param organizations the names of those ids that are an organization's
 * @param buckets those of the ids that are a bucket's of the token's organization
 * @param bucketsByName of the token's organization
 * @param usersByName of the token's organization: its own before those of the instance that have a place in it
 * @param users the names of those ids that are a user's, and stand beside a name
 */
record Referents(
        Map<String, Set<String>> actions,
        Map<Long, String> organizations,
        Set<Long> buckets,
        Map<String, BucketId> bucketsByName,
        Map<String, UserId> usersByName,
        Map<Long, String> users) {}
