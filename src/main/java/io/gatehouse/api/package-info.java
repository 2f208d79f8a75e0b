/**
 * The doors: every protocol that Gatehouse speaks, one package each, and what all of them share: authentication, the
 * error dialects, the headers of policy versions.
 *
 * <p>Doors parse, ask a room or the snapshot, and print. No door opens another, and none decides by itself.
 */
@NullMarked
package io.gatehouse.api;

import org.jspecify.annotations.NullMarked;
