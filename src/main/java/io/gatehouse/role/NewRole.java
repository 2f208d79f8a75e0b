package io.gatehouse.role;

/** A role to create, with its permissions and its users. */
public record NewRole(String name, RolePermissions permissions, UserNames users) {}
