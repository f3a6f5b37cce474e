package io.github.matting4j.advise.rules;

import io.github.matting4j.advise.candidates.Candidate;
import io.github.matting4j.advise.candidates.Forecast;
import io.github.matting4j.criteria.MattingCriteria;

/**
 * A candidate, the criteria, and its expected cost.
 *
 * @param criteria the criteria
 * @param candidate the candidate
 * @param forecast expected time and memory
 */
public record CandidateContext(MattingCriteria criteria, Candidate candidate, Forecast forecast) {}
