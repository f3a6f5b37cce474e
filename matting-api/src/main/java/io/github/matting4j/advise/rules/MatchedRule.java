package io.github.matting4j.advise.rules;

/**
 * A rule whose condition holds.
 *
 * @param rule the rule
 * @param finding the values that made it speak; may be empty for rules that always do
 * @param counts how many candidates it says something about
 */
public record MatchedRule(Rule rule, String finding, int counts) {}
