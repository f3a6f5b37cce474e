package io.github.matting4j.batch.layout;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The layout that was chosen by measurement, and what was measured.
 *
 * @param layout the one in use from now on
 * @param photosPerMinute of each layout that was measured, in their order; empty if there was but
 *     one
 */
public record LayoutDecision(BatchLayout layout, Map<BatchLayout, Double> photosPerMinute) {
  /** Copies the map. */
  public LayoutDecision {
    photosPerMinute = Collections.unmodifiableMap(new LinkedHashMap<>(photosPerMinute));
  }

  /** A sentence for users. */
  @Override
  public String toString() {
    return "from here on "
        + layout
        + (photosPerMinute.isEmpty() ? "" : "; measured: " + measured());
  }

  private String measured() {
    return photosPerMinute.entrySet().stream()
        .map(
            rate ->
                String.format(
                    Locale.ROOT, "%s: %.0f photos a minute", rate.getKey(), rate.getValue()))
        .collect(Collectors.joining("; "));
  }
}
