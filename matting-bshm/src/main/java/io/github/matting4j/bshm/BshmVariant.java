package io.github.matting4j.bshm;

import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import java.util.List;
import java.util.stream.Stream;

/** The two published graphs of one contract: for people, and for any object. */
enum BshmVariant {
  PEOPLE(
      "bshm",
      "BSHM human matting",
      "Semantic guidance for hair, gauze and sleeves; wants the person large in the frame.",
      "cv_unet_image-matting"),
  UNIVERSAL(
      "bshm-universal",
      "BSHM's sibling for any object",
      "The same recipe trained on objects of any kind, not on people alone.",
      "cv_unet_universal-matting");

  private final ModelDescriptor descriptor;
  private final String page;

  BshmVariant(String id, String title, String summary, String modelScopeName) {
    this.page = "https://modelscope.cn/models/iic/" + modelScopeName;
    this.descriptor =
        new ModelDescriptor(
            id,
            title,
            ModelDescriptor.Family.BSHM,
            summary,
            new Licence(
                "see the model page",
                page,
                "Liu et al., Boosting Semantic Human Matting with Coarse Annotations, CVPR 2020;"
                    + " weights by Alibaba DAMO Academy",
                Licence.CommercialUse.UNKNOWN),
            "ModelScope, iic/" + modelScopeName,
            fileNames(id, modelScopeName),
            ModelDescriptor.Role.OFFICIAL);
  }

  /** The conversion first: it is faster and runs on more machines. */
  private static List<String> fileNames(String id, String modelScopeName) {
    return Stream.of(
            id + ".onnx",
            modelScopeName + ".onnx",
            id + ".pb",
            modelScopeName + ".pb",
            modelScopeName + "/tf_graph.pb",
            id + "/tf_graph.pb")
        .toList();
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
    return "download tf_graph.pb from "
        + page
        + " (its licence is there) and put it there as "
        + descriptor.id()
        + ".pb, or its ONNX conversion as "
        + descriptor.id()
        + ".onnx; or name the file itself";
  }
}
