package io.github.matting4j.testdata.networks;

import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Describes one published matting network with random weights, and writes it as an ONNX file:
 *
 * <pre>{@code
 * NetworkSpec.ppMattingV2().fixedSize(512, 672).seed(7).write(file);
 * }</pre>
 *
 * <p>Without further steps the input is fixed to the size that the published numbers are for
 * (512×512; 1024×1024 for PP-Matting-1024, 2048×2048 for PP-HumanMatting), pooling is exact, the
 * width is the published one and the seed is 1. Equal descriptions give equal bytes. The input is
 * {@code img}, float [1,3,height,width], values -1 to 1; the one output is float
 * [1,1,height,width], values 0 to 1. Immutable.
 */
public final class NetworkSpec {

  /** Name of the one input of every network. */
  public static final String INPUT_NAME = "img";

  private final Architecture architecture;
  private final int width;
  private final int height;
  private final boolean dynamic;
  private final AdaptivePooling pooling;
  private final int widthDivisor;
  private final long seed;

  private NetworkSpec(
      Architecture architecture,
      int width,
      int height,
      boolean dynamic,
      AdaptivePooling pooling,
      int widthDivisor,
      long seed) {
    this.architecture = architecture;
    this.width = width;
    this.height = height;
    this.dynamic = dynamic;
    this.pooling = pooling;
    this.widthDivisor = widthDivisor;
    this.seed = seed;
  }

  /** PP-MattingV2 (STDC1): the fast one, for 512. */
  public static NetworkSpec ppMattingV2() {
    return of(Architecture.PP_MATTING_V2);
  }

  /** PP-Matting (HRNet_W18) for 512. */
  public static NetworkSpec ppMatting512() {
    return of(Architecture.PP_MATTING_512);
  }

  /** PP-Matting (HRNet_W18) for 1024: the same layers on four times the area. */
  public static NetworkSpec ppMatting1024() {
    return of(Architecture.PP_MATTING_1024);
  }

  /** PP-Matting (HRNet_W48), for any object. */
  public static NetworkSpec ppMattingW48() {
    return of(Architecture.PP_MATTING_W48);
  }

  /** PP-HumanMatting (ResNet34_vd), for 2048. */
  public static NetworkSpec ppHumanMatting() {
    return of(Architecture.PP_HUMAN_MATTING);
  }

  /** MODNet on MobileNetV2. */
  public static NetworkSpec modNetMobileNetV2() {
    return of(Architecture.MODNET_MOBILENET_V2);
  }

  /** MODNet on ResNet50_vd: the biggest file. */
  public static NetworkSpec modNetResNet50() {
    return of(Architecture.MODNET_RESNET50_VD);
  }

  /** MODNet on HRNet_W18. */
  public static NetworkSpec modNetHrNetW18() {
    return of(Architecture.MODNET_HRNET_W18);
  }

  /** Every network, each at its published size. */
  public static List<NetworkSpec> all() {
    return Arrays.stream(Architecture.values()).map(NetworkSpec::of).toList();
  }

  /** The network with this {@link #name()}, if there is one. */
  public static Optional<NetworkSpec> named(String name) {
    return all().stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  /** Fixes batch 1 and the input size, which must suit the network. */
  public NetworkSpec fixedSize(int newWidth, int newHeight) {
    int step = architecture.sideMultiple;
    int least = architecture.smallestSide;
    if (newWidth < least || newHeight < least || newWidth % step != 0 || newHeight % step != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s takes sides of at least %d that are multiples of %d, not %dx%d",
              name(),
              least,
              step,
              newWidth,
              newHeight));
    }
    return new NetworkSpec(architecture, newWidth, newHeight, false, pooling, widthDivisor, seed);
  }

  /** Leaves batch, height and width open; counts are then for the published size. */
  public NetworkSpec dynamic() {
    int side = architecture.nominalSide;
    return new NetworkSpec(architecture, side, side, true, pooling, widthDivisor, seed);
  }

  /** Chooses how adaptive pooling is written; exact by default. */
  public NetworkSpec adaptivePooling(AdaptivePooling newPooling) {
    Objects.requireNonNull(newPooling, "newPooling");
    return new NetworkSpec(architecture, width, height, dynamic, newPooling, widthDivisor, seed);
  }

  /**
   * Divides all channel counts (none goes below 4) and leaves the topology as it is. 16 gives files
   * of a few hundred kilobytes.
   */
  public NetworkSpec widthDivisor(int newDivisor) {
    if (newDivisor < 1) {
      throw new IllegalArgumentException("width divisor " + newDivisor + " is not at least 1");
    }
    return new NetworkSpec(architecture, width, height, dynamic, pooling, newDivisor, seed);
  }

  /** Chooses the weights. Fixed and dynamic graphs of one seed have the same. */
  public NetworkSpec seed(long newSeed) {
    return new NetworkSpec(architecture, width, height, dynamic, pooling, widthDivisor, newSeed);
  }

  /** A name such as {@code pp-matting-512}. */
  public String name() {
    return architecture.id;
  }

  /** Name of the one output, as in the published exports. */
  public String outputName() {
    return architecture.outputName;
  }

  /** Both input sides must be multiples of this. */
  public int sideMultiple() {
    return architecture.sideMultiple;
  }

  /** Counts parameters, operations and nodes; makes no weights. */
  public NetworkSummary summary() {
    return built().summary();
  }

  /** The graph, to be written once or more often. */
  public OnnxModel model() {
    return built().model();
  }

  /** Writes the graph to {@code file}, replacing what was there. */
  public NetworkSummary write(Path file) throws IOException {
    Built built = built();
    built.model().write(file);
    return built.summary();
  }

  /** Such as {@code pp-matting-512 512x672 EXACT}. */
  @Override
  public String toString() {
    return name()
        + (dynamic ? " dynamic " : " " + width + "x" + height + " ")
        + pooling
        + (widthDivisor == 1 ? "" : " 1/" + widthDivisor);
  }

  private static NetworkSpec of(Architecture architecture) {
    int side = architecture.nominalSide;
    return new NetworkSpec(architecture, side, side, false, AdaptivePooling.EXACT, 1, 1);
  }

  private Built built() {
    checkPooling();
    GraphBuilder graph = new GraphBuilder(name());
    graph.input(INPUT_NAME, ElementType.FLOAT, dims(3));
    FeatureGraph features = new FeatureGraph(graph, new Weights(seed));
    Kit kit =
        new Kit(
            features,
            new Resampling(graph, dynamic),
            new AdaptivePools(features, pooling, dynamic),
            new Width(widthDivisor));
    // Normalised pixels lie in [-1,1]; a third is the mean square if they do so evenly.
    Feature image = new Feature(INPUT_NAME, 3, height, width, 0, 1 / 3.0);
    Feature alpha = architecture.alpha(kit, image);
    if (!alpha.sameGridAs(image)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s made a %dx%d matte of a %dx%d image",
              name(),
              alpha.width(),
              alpha.height(),
              width,
              height));
    }
    graph.rename(alpha.tensor(), outputName());
    graph.output(outputName(), ElementType.FLOAT, dims(1));
    return new Built(graph.build(), features);
  }

  private void checkPooling() {
    if (pooling == AdaptivePooling.EXACT) {
      return;
    }
    if (dynamic && !architecture.exportsDynamically()) {
      throw new IllegalArgumentException(
          name()
              + " cannot be exported with a dynamic size: its adaptive pools need a fixed one;"
              + " use fixedSize, or AdaptivePooling.EXACT");
    }
    int least = architecture.smallestExportedSide;
    if (width < least || height < least) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s as exporters write it needs sides of at least %d, not %dx%d: an adaptive"
                  + " pool would get stride 0; use AdaptivePooling.EXACT",
              name(),
              least,
              width,
              height));
    }
  }

  private Dim[] dims(int channels) {
    return dynamic
        ? new Dim[] {Dim.named("batch"), Dim.of(channels), Dim.named("height"), Dim.named("width")}
        : new Dim[] {Dim.of(1), Dim.of(channels), Dim.of(height), Dim.of(width)};
  }

  private final class Built {
    private final OnnxModel model;
    private final FeatureGraph features;

    Built(OnnxModel model, FeatureGraph features) {
      this.model = model;
      this.features = features;
    }

    OnnxModel model() {
      return model;
    }

    NetworkSummary summary() {
      return new NetworkSummary(
          name(),
          width,
          height,
          features.parameters(),
          features.learnableParameters(),
          features.operations(),
          features.poolOperations(),
          features.convolutions(),
          model.nodeCount(),
          model.byteSize());
    }
  }
}
