package io.gatehouse.policy;

import io.gatehouse.decision.RuleId;

/** A restriction, or a grant with its subjects. */
public record Rule(RuleId id, RuleShape shape, SubjectNames subjects) {}
