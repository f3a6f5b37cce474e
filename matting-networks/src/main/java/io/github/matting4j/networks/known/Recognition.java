package io.github.matting4j.networks.known;

import io.github.matting4j.model.Licence;
import io.github.matting4j.onnx.OnnxNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a file was recognised as.
 *
 * @param network the network, or the likeliest one
 * @param certainty how it was recognised
 * @param others further networks that the file may be, likelier ones first; empty for {@link
 *     Certainty#FILE}
 */
public record Recognition(KnownNetwork network, Certainty certainty, List<KnownNetwork> others) {

  /** How a file was recognised. */
  public enum Certainty {
    /** Its hash is that of a published file. */
    FILE,
    /** Its graph has the inputs and outputs of the network; the weights may be any. */
    SIGNATURE
  }

  /** Copies the list. */
  public Recognition {
    others = List.copyOf(others);
  }

  /**
   * The terms of the file: those of the network if the file is a published one, else {@link
   * Licence#NOT_STATED}, because others may have trained it.
   */
  public Licence licence() {
    return certainty == Certainty.FILE ? network.licence() : Licence.NOT_STATED;
  }

  /**
   * The file as a network that can be opened, with the recipe of what it was recognised as and
   * {@link #licence}.
   *
   * @throws io.github.matting4j.model.ModelLoadException if a description beside the file does not
   *     fit
   */
  public OnnxNetwork open(Path file) {
    return network.network(file, licence());
  }

  /** One sentence for users: what the file is, and how certain that is. */
  public String sentence() {
    if (certainty == Certainty.FILE) {
      return "the file is " + network.title() + ", as published";
    }
    return "the graph has the inputs and outputs of "
        + network.title()
        + (others.isEmpty()
            ? ""
            : others.stream()
                .map(KnownNetwork::title)
                .collect(Collectors.joining("; ", " (also of: ", ")")))
        + "; its weights are not a published file, so it may be another network";
  }
}
