package io.github.matting4j.bshm;

import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.catalogue.ModelCatalogue;

/** The two published graphs with the same inputs and outputs: for people, and for any object. */
enum BshmVariant {
  PEOPLE("bshm"),
  UNIVERSAL("bshm-universal");

  private final ModelDescriptor descriptor;

  BshmVariant(String id) {
    this.descriptor = ModelCatalogue.published().get(id);
  }

  /** The variant of this id. */
  static BshmVariant of(String id) {
    for (BshmVariant variant : values()) {
      if (variant.descriptor.id().equals(id)) {
        return variant;
      }
    }
    throw new IllegalArgumentException("BSHM has no model '" + id + "'");
  }

  ModelDescriptor descriptor() {
    return descriptor;
  }

  /** What a user without the weights can do. */
  String remedy() {
    return "run 'matting models install "
        + descriptor.id()
        + "', or put the frozen graph there as "
        + descriptor.id()
        + ".pb or its ONNX conversion as "
        + descriptor.id()
        + ".onnx, or name the file itself";
  }
}
