package io.github.matting4j.advise.figures;

import io.github.matting4j.model.Licence;
import io.github.matting4j.model.Licence.CommercialUse;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelDescriptor.Family;
import io.github.matting4j.model.ModelDescriptor.Role;
import java.util.List;
import java.util.stream.Stream;

/**
 * Models that the advisor knows of, whether or not their backend is on the class path. A backend's
 * own descriptor takes the place of the one here.
 */
public final class KnownModels {
  private static final Licence PADDLE =
      new Licence(
          "Apache-2.0 (PaddleSeg)",
          "https://github.com/PaddlePaddle/PaddleSeg/blob/develop/LICENSE",
          "PaddleSeg, Copyright (c) PaddlePaddle Authors",
          CommercialUse.UNKNOWN);
  private static final Licence MODEL_SCOPE =
      new Licence(
          "see the model's page on ModelScope",
          "https://modelscope.cn/models/iic/cv_unet_image-matting",
          "BSHM, Liu et al., CVPR 2020; ModelScope",
          CommercialUse.UNKNOWN);
  private static final Licence OURS =
      new Licence(
          "Apache-2.0",
          "https://www.apache.org/licenses/LICENSE-2.0",
          "matting4j",
          CommercialUse.ALLOWED);

  private static final List<ModelDescriptor> MODELS =
      Stream.of(
              Stream.of(
                      "pp-matting-512/PP-Matting HRNet_W18 512",
                      "modnet-hrnet-w18/MODNet HRNet_W18",
                      "modnet-resnet50-vd/MODNet ResNet50_vd",
                      "pp-mattingv2-512/PP-MattingV2 STDC1 512",
                      "modnet-mobilenetv2/MODNet MobileNetV2",
                      "pp-humanmatting/PP-HumanMatting ResNet34_vd",
                      "pp-matting-1024/PP-Matting HRNet_W18 1024",
                      "pp-matting-w48/PP-Matting HRNet_W48")
                  .map(text -> official(text, Family.PP_MATTING, PADDLE, "PaddleSeg")),
              Stream.of("bshm/BSHM", "bshm-universal/BSHM's universal sister")
                  .map(text -> official(text, Family.BSHM, MODEL_SCOPE, "ModelScope")),
              Stream.of(
                  new ModelDescriptor(
                      "portrait-starter",
                      "Portrait starter",
                      Family.STARTER,
                      "Built in, small and quick.",
                      OURS,
                      "part of matting-starter",
                      List.of(),
                      Role.STARTER)))
          .flatMap(models -> models)
          .toList();

  private KnownModels() {}

  private static ModelDescriptor official(
      String text, Family family, Licence licence, String source) {
    String[] parts = text.split("/", 2);
    return new ModelDescriptor(
        parts[0],
        parts[1],
        family,
        parts[1],
        licence,
        source,
        List.of(parts[0] + ".onnx"),
        Role.OFFICIAL);
  }

  public static List<ModelDescriptor> list() {
    return MODELS;
  }

  /** The artifact that brings a family. */
  static String artifact(Family family) {
    return switch (family) {
      case BSHM -> "matting-bshm";
      case PP_MATTING -> "matting-ppmatting";
      case STARTER -> "matting-starter";
    };
  }

  /** The engines for which a family's weights exist. */
  static List<Engine> engines(Family family) {
    return family == Family.BSHM
        ? List.of(Engine.ONNX_RUNTIME, Engine.TENSORFLOW_1)
        : List.of(Engine.ONNX_RUNTIME);
  }
}
