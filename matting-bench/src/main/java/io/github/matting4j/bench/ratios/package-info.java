/**
 * The program behind all documented figures. Alternatives run in turn, round by round, in one
 * process, because separate runs on a shared machine are not comparable.
 */
@NullMarked
package io.github.matting4j.bench.ratios;

import org.jspecify.annotations.NullMarked;
