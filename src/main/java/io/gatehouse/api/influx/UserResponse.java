package io.gatehouse.api.influx;

import io.gatehouse.user.User;
import java.util.List;
import java.util.Map;

/** A user on the wire. */
record UserResponse(Map<String, String> links, String id, String name, String status) {

    static UserResponse from(User user) {
        return new UserResponse(
                Links.of("self", "/api/v2/users/" + user.id()).map(),
                user.id().toString(),
                user.name(),
                Inputs.status(user.active()));
    }

    /** A list of users on the wire. */
    record Many(Map<String, String> links, List<UserResponse> users) {
        static Many from(List<User> users) {
            return new Many(
                    Links.of("self", "/api/v2/users").map(),
                    users.stream().map(UserResponse::from).toList());
        }
    }
}
