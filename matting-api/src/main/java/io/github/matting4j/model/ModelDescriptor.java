package io.github.matting4j.model;

import java.util.List;

/**
 * What a model is, as plain data: nothing is loaded to know it.
 *
 * @param id short, stable, lower case, such as {@code pp-mattingv2-512}
 * @param title the name its makers gave it
 * @param family networks that share a recipe and a backend
 * @param summary one sentence for a person who has to choose
 * @param licence the terms of the weights
 * @param source where a user gets the weights
 * @param fileNames names under which the weights are looked for in the model folder, in order;
 *     empty when they are part of the library
 * @param role whether this is a published network or the stand-in that the library ships
 */
public record ModelDescriptor(
    String id,
    String title,
    Family family,
    String summary,
    Licence licence,
    String source,
    List<String> fileNames,
    Role role) {

  /** Networks that share a recipe and a backend. */
  public enum Family {
    /** Boosting Semantic Human Matting, Liu et al., CVPR 2020. */
    BSHM,
    /** PaddleSeg's matting networks. */
    PP_MATTING,
    /** A small network of this project. */
    STARTER
  }

  /** A published network, or the stand-in for when none is installed. */
  public enum Role {
    /** A network that its makers published with measured accuracy. */
    OFFICIAL,
    /**
     * Shipped with the library so that the first run works; used only when no other is installed.
     */
    STARTER
  }

  /** Checks the id and copies the file names. */
  public ModelDescriptor {
    if (!id.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "model id is '" + id + "'; it must be of lower-case letters, digits and hyphens");
    }
    fileNames = List.copyOf(fileNames);
  }

  /** Whether the weights come with the library. */
  public boolean isBuiltIn() {
    return fileNames.isEmpty();
  }
}
