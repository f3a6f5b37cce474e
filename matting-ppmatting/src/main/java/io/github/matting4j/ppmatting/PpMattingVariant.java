package io.github.matting4j.ppmatting;

import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.model.figures.SizeRule;
import io.github.matting4j.onnx.size.SizeTransform;
import java.util.Arrays;

/**
 * The networks that PaddleSeg publishes, best published SAD on PPM-AIM-195 first. The catalogue
 * describes them and has their size rules, which are those of PaddleSeg's validation transforms
 * (the same that its predict and deploy tools use); this enum adds what the graphs require.
 *
 * @see <a href="https://github.com/PaddlePaddle/PaddleSeg/tree/develop/Matting">PaddleSeg
 *     Matting</a>
 */
enum PpMattingVariant {
  PP_MATTING_512("pp-matting-512", "PPMatting", 32, 160),
  MODNET_HRNET_W18("modnet-hrnet-w18", "MODNet", 32, 32),
  MODNET_RESNET50_VD("modnet-resnet50-vd", "MODNet", 32, 32),
  PP_MATTING_V2_512("pp-mattingv2-512", "PPMattingV2", 64, 384),
  MODNET_MOBILENETV2("modnet-mobilenetv2", "MODNet", 32, 32),
  PP_HUMANMATTING("pp-humanmatting", "HumanMatting", 128, 640),
  PP_MATTING_1024("pp-matting-1024", "PPMatting", 32, 160),
  PP_MATTING_W48("pp-matting-w48", "PPMatting", 32, 160);

  private final ModelDescriptor descriptor;
  private final SizeRule sizeRule;
  private final String paddleName;
  private final int minimumSide;
  private final int minimumFixedSide;

  PpMattingVariant(String id, String paddleName, int minimumSide, int minimumFixedSide) {
    this.descriptor = ModelCatalogue.published().get(id);
    this.sizeRule = descriptor.sizeRule().orElseThrow();
    this.paddleName = paddleName;
    this.minimumSide = minimumSide;
    this.minimumFixedSide = minimumFixedSide;
  }

  /** The variant of this id. */
  static PpMattingVariant of(String id) {
    return Arrays.stream(values())
        .filter(variant -> variant.descriptor.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("PPMatting has no model '" + id + "'"));
  }

  ModelDescriptor descriptor() {
    return descriptor;
  }

  /** The value of {@code ModelName} in a deploy.yaml of this network. */
  String paddleName() {
    return paddleName;
  }

  /** The first resize. */
  SizeTransform scaling() {
    return SizeTransform.of(sizeRule);
  }

  /** Both sides must be a multiple of this. */
  int multiple() {
    return sizeRule.multiple();
  }

  /** The minimum side of the input of a dynamic graph. */
  int minimumSide() {
    return minimumSide;
  }

  /** The minimum side at which the usual exporter's pooling has a stride above 0. */
  int minimumFixedSide() {
    return minimumFixedSide;
  }

  /** The upper limit on the network's picture, in pixels, which limits memory. */
  long maxPixels() {
    return sizeRule.maxPixels();
  }

  /** Whether padding changes the result everywhere, through instance norm and global pooling. */
  boolean isSensitiveToPadding() {
    return this == MODNET_HRNET_W18 || this == MODNET_RESNET50_VD || this == MODNET_MOBILENETV2;
  }
}
