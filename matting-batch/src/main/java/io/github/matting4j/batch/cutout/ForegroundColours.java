package io.github.matting4j.batch.cutout;

import io.github.matting4j.compose.ForegroundEstimator;

/** The values of {@code --foreground}. */
public enum ForegroundColours {
  ESTIMATED(ForegroundEstimator.multiLevel()),
  PUBLISHED(ForegroundEstimator.publishedMultiLevel()),
  RAW(ForegroundEstimator.none());

  private final ForegroundEstimator estimator;

  ForegroundColours(ForegroundEstimator estimator) {
    this.estimator = estimator;
  }

  ForegroundEstimator estimator() {
    return estimator;
  }
}
