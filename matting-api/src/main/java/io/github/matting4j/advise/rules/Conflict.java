package io.github.matting4j.advise.rules;

/**
 * Rules that contradict each other.
 *
 * @param about the candidates concerned
 * @param oneSide rules in favour of the outcome
 * @param otherSide rules against it
 * @param settledBy why the outcome is as it is
 */
public record Conflict(String about, String oneSide, String otherSide, String settledBy) {}
