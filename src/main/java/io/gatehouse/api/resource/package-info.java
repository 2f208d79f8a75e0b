/**
 * {@code /v1/resource-types}: types of resources that an organization declares, and what is stored of the resources.
 * {@code /v1/subject-types}: types of subjects that it declares.
 *
 * <p>For administrators of the organization.
 */
@NullMarked
package io.gatehouse.api.resource;

import org.jspecify.annotations.NullMarked;
