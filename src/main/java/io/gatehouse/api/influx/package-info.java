/**
 * InfluxDB's v2 API for organizations, users, buckets and authorizations: same paths, fields, links, codes and texts,
 * so that the {@code influx} command and the client libraries work unchanged.
 *
 * <p>Each operation asks for the permission that InfluxDB asks for before it touches anything; what the caller may not
 * see answers as what does not exist.
 */
@NullMarked
package io.gatehouse.api.influx;

import org.jspecify.annotations.NullMarked;
