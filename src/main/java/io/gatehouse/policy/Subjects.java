package io.gatehouse.policy;

import io.gatehouse.decision.TokenId;
import io.gatehouse.role.RoleId;
import io.gatehouse.user.User;
import java.util.List;

/** Subjects of a grant that were found. */
record Subjects(List<User> users, List<RoleId> roles, List<TokenId> tokens) {}
