package io.github.matting4j.advise.rules;

import io.github.matting4j.advise.calibration.Forecast;
import io.github.matting4j.advise.figures.Candidate;
import io.github.matting4j.criteria.MattingCriteria;

/**
 * One candidate under given criteria, with what it is expected to cost.
 *
 * @param criteria what is asked for
 * @param candidate who is judged
 * @param forecast expected time and memory
 */
public record CandidateContext(MattingCriteria criteria, Candidate candidate, Forecast forecast) {}
