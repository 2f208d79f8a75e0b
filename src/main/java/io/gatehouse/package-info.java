/**
 * The program: its commands, and how a start finds its database. Everything else lives in the packages below.
 */
@NullMarked
package io.gatehouse;

import org.jspecify.annotations.NullMarked;
