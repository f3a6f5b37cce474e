package io.github.matting4j.bshm;

import java.util.List;
import java.util.Optional;

/**
 * The names of a frozen graph's input and outputs.
 *
 * @param title name of the network in messages
 * @param input the placeholder of the photo
 * @param outputs possible names of the alpha, most precise first
 * @param personScore a score that is reported if the graph has it
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
