/**
 * InfluxDB Enterprise's Meta API: users, roles, restrictions and grants of one organization, as the vendor's guide and
 * client send them: JSON whatever the content type says, names for ids, {@code {"error"}} for what is wrong.
 *
 * <p>Beyond it: {@code ?org=} and {@code ?orgID=}, rules about declared types and with conditions, grants to tokens,
 * {@code …/replace} and {@code …/lint}.
 */
@NullMarked
package io.gatehouse.api.meta;

import org.jspecify.annotations.NullMarked;
