/**
 * Types of resources that organizations declare beyond InfluxDB's, with the actions that they have, and what is stored
 * of single resources; and types of subjects, which stand for users. Owns the tables {@code resource_types}, {@code
 * resources} and {@code subject_types}.
 *
 * <p>A type's name is unique in its organization and none of InfluxDB's; a resource's name is unique in its type.
 * Deleting a type deletes its resources.
 */
@NullMarked
package io.gatehouse.resource;

import org.jspecify.annotations.NullMarked;
