/** The trail, for the administrators of each organization: {@code GET /v1/audit}. It only reads. */
@NullMarked
package io.gatehouse.api.audit;

import org.jspecify.annotations.NullMarked;
