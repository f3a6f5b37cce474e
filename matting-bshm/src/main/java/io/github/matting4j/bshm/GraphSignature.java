package io.github.matting4j.bshm;

import java.util.List;
import java.util.Optional;

/**
 * The names by which a frozen graph is fed and asked.
 *
 * @param title what messages call the network
 * @param input the placeholder of the photo
 * @param outputs the alpha's possible names, best first
 * @param personScore a score that is reported when it is there
 */
record GraphSignature(
    String title, String input, List<String> outputs, Optional<String> personScore) {

  /** The published BSHM graph and its sibling for any object. */
  static final GraphSignature BSHM =
      new GraphSignature(
          "BSHM", "input_image", List.of("output_alpha", "output_png"), Optional.of("if_person"));

  GraphSignature {
    outputs = List.copyOf(outputs);
  }
}
