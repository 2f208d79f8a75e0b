package io.gatehouse.token;

import io.gatehouse.organization.Retention;
import io.gatehouse.platform.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How to set the instance up.
 *
 * @param password absent: the user cannot sign in until it is given one
 * @param token the secret of the operator token; absent: a generated one
 */
public record OnboardingRequest(
        String username,
        @Nullable String password,
        String organization,
        String bucket,
        Retention retention,
        @Nullable String token) {
    private static final int MAX = 512;

    public OnboardingRequest {
        if (token != null && (token.length() > MAX || !token.chars().allMatch(c -> c > ' ' && c < 0x7f))) {
            throw Failure.invalid("token must be at most " + MAX + " printable ASCII characters without spaces");
        }
        if (token != null && token.startsWith(TokenSecret.PREFIX) && !TokenSecret.isWellFormed(token)) {
            throw Failure.invalid("token starts as a generated one does, but its checksum is wrong");
        }
    }

    @Override
    public String toString() {
        return "onboarding of " + organization;
    }
}
