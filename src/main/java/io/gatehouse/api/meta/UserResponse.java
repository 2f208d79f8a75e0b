package io.gatehouse.api.meta;

import io.gatehouse.role.Account;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user; never its password's hash, which the vendor shows. */
record UserResponse(
        String name,
        @Nullable Map<String, List<String>> permissions,
        @Nullable Map<String, String> attributes) {
    static UserResponse from(Account account) {
        return new UserResponse(
                account.user().name(),
                Permissions.print(account.rights()),
                account.attributes().isEmpty() ? null : account.attributes());
    }

    /** Users; {@code {}} if there are none. */
    record Many(@Nullable List<UserResponse> users) {
        static Many from(List<Account> accounts) {
            return new Many(
                    accounts.isEmpty()
                            ? null
                            : accounts.stream().map(UserResponse::from).toList());
        }
    }
}
