package io.github.matting4j.advise.rules;

/**
 * A rule whose condition holds.
 *
 * @param rule the rule
 * @param finding the values that fulfil its condition; empty for rules without a condition
 * @param counts number of candidates that it applies to
 */
public record MatchedRule(Rule rule, String finding, int counts) {}
