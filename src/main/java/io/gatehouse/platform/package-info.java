/**
 * What every room stands on and no room owns: the connection pools, ids, failures, metrics and health. It knows nothing
 * of organizations, users or tokens.
 */
@NullMarked
package io.gatehouse.platform;

import org.jspecify.annotations.NullMarked;
