package io.github.matting4j.networks.check;

import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.OnnxNetwork;
import java.time.Duration;
import java.util.Objects;

/**
 * Finds the likely mistake in a recipe. The network runs by its recipe on a few drawn portraits
 * whose mattes are known exactly; unless that goes well, recipes with one change each are tried,
 * such as another order of the colours, and the one that does clearly better is proposed.
 *
 * <pre>{@code
 * CheckResult result = RecipeCheck.of(network, OpenOptions.forLatency()).run();
 * result.findings().forEach(finding -> System.out.println(finding.sentence()));
 * }</pre>
 *
 * <p>A network that does not depend on a part of its recipe hides a mistake there: the check sees
 * results, not intentions. Immutable and thread-safe.
 */
public final class RecipeCheck {
  /** How long a check takes at most, unless another limit is set. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);

  private final OnnxNetwork network;
  private final OpenOptions options;
  private final Duration limit;

  private RecipeCheck(OnnxNetwork network, OpenOptions options, Duration limit) {
    this.network = Objects.requireNonNull(network);
    this.options = Objects.requireNonNull(options);
    this.limit = limit;
  }

  /**
   * A check of this network.
   *
   * @param options how it is opened; for one caller
   */
  public static RecipeCheck of(OnnxNetwork network, OpenOptions options) {
    return new RecipeCheck(network, options, DEFAULT_LIMIT);
  }

  /**
   * This check with another time limit. The recipe as given is tried in any case; after the limit
   * no further variant is begun.
   *
   * @throws IllegalArgumentException if the limit is negative
   */
  public RecipeCheck limit(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("the limit is " + time + "; it must not be negative");
    }
    return new RecipeCheck(network, options, time);
  }

  /**
   * Runs the check.
   *
   * @throws io.github.matting4j.model.ModelLoadException if the network cannot be opened by its
   *     recipe, which the message explains
   */
  public CheckResult run() {
    return run(DrawnPortraits.usual());
  }

  CheckResult run(DrawnPortraits portraits) {
    try (Trials trials = new Trials(network, options, portraits)) {
      return new Diagnosis(network.recipe(), trials, limit).run();
    }
  }
}
