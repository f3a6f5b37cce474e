package io.github.matting4j.advise.rules;

/**
 * Rules that pull in different directions.
 *
 * @param about whom
 * @param oneSide what speaks for the winner
 * @param otherSide what speaks against
 * @param settledBy why the winner wins
 */
public record Conflict(String about, String oneSide, String otherSide, String settledBy) {}
