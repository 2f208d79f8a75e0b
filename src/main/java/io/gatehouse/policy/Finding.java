package io.gatehouse.policy;

import io.gatehouse.decision.RuleId;

/** A rule that can never matter, and why. */
public record Finding(RuleKind kind, RuleId id, String reason) {}
