/**
 * Roles, and what users and roles hold in an organization by the names of InfluxDB Enterprise. Owns the tables
 * {@code roles}, {@code role_members} and {@code user_rights}.
 *
 * <p>Administrators change everything. Who may only create users and roles gives nothing that they lack themselves,
 * touches no administrator, and cannot become somebody who has more; that is checked in the transaction that writes.
 */
@NullMarked
package io.gatehouse.role;

import org.jspecify.annotations.NullMarked;
