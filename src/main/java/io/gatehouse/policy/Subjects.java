package io.gatehouse.policy;

import io.gatehouse.decision.TokenId;
import io.gatehouse.role.Role;
import io.gatehouse.user.User;
import java.util.List;

/** Subjects of a grant that were found. */
record Subjects(List<User> users, List<Role> roles, List<TokenId> tokens) {}
