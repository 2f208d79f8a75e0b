package io.gatehouse.token;

import io.gatehouse.organization.Bucket;
import io.gatehouse.organization.Organization;
import io.gatehouse.user.User;

/** What setting the instance up made. */
public record Onboarding(User user, Organization organization, Bucket bucket, IssuedToken token) {}
