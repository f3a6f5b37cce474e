package io.github.matting4j.ppmatting;

import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.onnx.SizeTransform;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The networks that PaddleSeg publishes, each with the recipe of its validation transforms (the
 * same that PaddleSeg's predict and deploy tools use), best published SAD on PPM-AIM-195 first.
 *
 * @see <a href="https://github.com/PaddlePaddle/PaddleSeg/tree/develop/Matting">PaddleSeg
 *     Matting</a>
 */
enum PpMattingVariant {
  PP_MATTING_512(
      "pp-matting-512",
      "PP-Matting HRNet_W18 512",
      "PPMatting",
      "Best published accuracy of the family; about twelve times the work of PP-MattingV2.",
      SizeTransform.LimitShort.atMost(512),
      32,
      32,
      160,
      4_000_000L,
      "ppmatting-hrnet_w18-human_512",
      "pp-matting-hrnet_w18-human_512"),
  MODNET_HRNET_W18(
      "modnet-hrnet-w18",
      "MODNet HRNet_W18",
      "MODNet",
      "Accurate and light; takes any size, so no padding is needed.",
      new SizeTransform.ResizeByShort(512),
      32,
      32,
      32,
      4_000_000L,
      "modnet-hrnet_w18"),
  MODNET_RESNET50_VD(
      "modnet-resnet50-vd",
      "MODNet ResNet50_vd",
      "MODNet",
      "The largest file of the family; takes any size.",
      new SizeTransform.ResizeByShort(512),
      32,
      32,
      32,
      4_000_000L,
      "modnet-resnet50_vd"),
  PP_MATTING_V2_512(
      "pp-mattingv2-512",
      "PP-MattingV2 STDC1 512",
      "PPMattingV2",
      "The fastest published network of the family, and more accurate than MODNet-MobileNetV2.",
      SizeTransform.LimitShort.atMost(512),
      32,
      64,
      384,
      4_000_000L,
      "ppmattingv2-stdc1-human_512"),
  MODNET_MOBILENETV2(
      "modnet-mobilenetv2",
      "MODNet MobileNetV2",
      "MODNet",
      "The smallest file of the family; takes any size.",
      new SizeTransform.ResizeByShort(512),
      32,
      32,
      32,
      4_000_000L,
      "modnet-mobilenetv2"),
  PP_HUMANMATTING(
      "pp-humanmatting",
      "PP-HumanMatting ResNet34_vd",
      "HumanMatting",
      "Works at 2048 pixels: for large pictures and machines with memory to match.",
      new SizeTransform.ResizeByShort(2048),
      128,
      128,
      640,
      16_000_000L,
      "human_matting-resnet34_vd",
      "pp-humanmatting-resnet34_vd"),
  PP_MATTING_1024(
      "pp-matting-1024",
      "PP-Matting HRNet_W18 1024",
      "PPMatting",
      "Edges like PP-Matting-512 but twice its published SAD: larger is not better here.",
      SizeTransform.LimitShort.atMost(1024),
      32,
      32,
      160,
      4_000_000L,
      "ppmatting-hrnet_w18-human_1024",
      "pp-matting-hrnet_w18-human_1024"),
  PP_MATTING_W48(
      "pp-matting-w48",
      "PP-Matting HRNet_W48",
      "PPMatting",
      "Trained on objects of any kind (Composition-1k or Distinctions-646), not on people alone.",
      SizeTransform.LimitShort.atMost(1536),
      32,
      32,
      160,
      4_000_000L,
      "ppmatting-hrnet_w48-composition",
      "ppmatting-hrnet_w48-distinctions");

  private static final Licence LICENCE =
      new Licence(
          "Apache-2.0 (PaddleSeg)",
          "https://github.com/PaddlePaddle/PaddleSeg/blob/develop/LICENSE",
          "PaddleSeg, Copyright (c) PaddlePaddle Authors",
          // The repository is Apache-2.0, but the archives carry no licence of their own.
          Licence.CommercialUse.UNKNOWN);

  private static final String SOURCE =
      "PaddleSeg (Matting/README), converted to ONNX as docs/models.md tells";

  private final String id;
  private final String title;
  private final String summary;
  private final List<String> fileNames;
  private final String paddleName;
  private final SizeTransform scaling;
  private final int multiple;
  private final int minimumSide;
  private final int minimumFixedSide;
  private final long maxPixels;

  PpMattingVariant(
      String id,
      String title,
      String paddleName,
      String summary,
      SizeTransform scaling,
      int multiple,
      int minimumSide,
      int minimumFixedSide,
      long maxPixels,
      String... upstreamStems) {
    this.id = id;
    this.title = title;
    this.paddleName = paddleName;
    this.summary = summary;
    this.scaling = scaling;
    this.multiple = multiple;
    this.minimumSide = minimumSide;
    this.minimumFixedSide = minimumFixedSide;
    this.maxPixels = maxPixels;
    this.fileNames =
        Stream.of(Stream.of(id), Arrays.stream(upstreamStems), Stream.of(id + "/model"))
            .flatMap(names -> names)
            .map(stem -> stem + ".onnx")
            .toList();
  }

  /** The variant of this id. */
  static PpMattingVariant of(String id) {
    return Arrays.stream(values())
        .filter(variant -> variant.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("PPMatting has no model '" + id + "'"));
  }

  ModelDescriptor descriptor() {
    return new ModelDescriptor(
        id,
        title,
        ModelDescriptor.Family.PP_MATTING,
        summary,
        LICENCE,
        SOURCE,
        fileNames,
        ModelDescriptor.Role.OFFICIAL);
  }

  /** What {@code ModelName} in a deploy.yaml says of this network. */
  String paddleName() {
    return paddleName;
  }

  /** The first resize. */
  SizeTransform scaling() {
    return scaling;
  }

  /** What both sides must be a multiple of. */
  int multiple() {
    return multiple;
  }

  /** The smallest side that a dynamic graph computes anything from. */
  int minimumSide() {
    return minimumSide;
  }

  /** The smallest side at which the usual exporter's pooling still exists. */
  int minimumFixedSide() {
    return minimumFixedSide;
  }

  /** The cap on the network's picture that keeps memory sensible. */
  long maxPixels() {
    return maxPixels;
  }

  /** Whether padding changes the result everywhere, through instance norm and global pooling. */
  boolean isSensitiveToPadding() {
    return this == MODNET_HRNET_W18 || this == MODNET_RESNET50_VD || this == MODNET_MOBILENETV2;
  }
}
