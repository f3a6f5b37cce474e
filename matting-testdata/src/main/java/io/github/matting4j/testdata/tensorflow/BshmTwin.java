package io.github.matting4j.testdata.tensorflow;

import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The twin of the BSHM network: the published tensor names, element types and inner size of
 * 640x640, with seeded weights. The frozen graph and the ONNX file of one seed and width hold the
 * same network. Immutable.
 */
public final class BshmTwin {
  /** Where the matte of the published graph ends, before it is cut to whole levels: 254. */
  static final float PLATEAU = 254.9f;

  private final int divisor;
  private final long seed;
  private final boolean floatAlpha;

  private BshmTwin(int divisor, long seed, boolean floatAlpha) {
    this.divisor = divisor;
    this.seed = seed;
    this.floatAlpha = floatAlpha;
  }

  /** What an ONNX conversion gives. */
  public enum OnnxFlavour {
    /** {@code output_png}: bytes, rows, columns, red green blue alpha. */
    RGBA,
    /** {@code output_float_mask}: floats of 0..255, rows, columns. */
    MASK,
    /** {@code output_float_mask}: the same, rows, columns, one channel. */
    MASK_WITH_CHANNEL
  }

  /** As wide as the published network: about 78 million parameters, 310 MB. */
  public static BshmTwin full() {
    return new BshmTwin(1, 15, false);
  }

  /** An eighth of the channels: about 1.2 million parameters, 5 MB. */
  public static BshmTwin small() {
    return new BshmTwin(8, 5, false);
  }

  /** The narrowest: the same layers, for tests that run it often. */
  public static BshmTwin tiny() {
    return new BshmTwin(32, 5, false);
  }

  /** Other weights. */
  public BshmTwin seed(long value) {
    return new BshmTwin(divisor, value, floatAlpha);
  }

  /** The frozen graph also names a float tensor {@code output_alpha}, of 0..255. */
  public BshmTwin withFloatAlpha() {
    return new BshmTwin(divisor, seed, true);
  }

  /** The frozen graph, to be written. */
  public FrozenGraphWriter frozenGraph() {
    TensorFlowLayers layers = new TensorFlowLayers(seed, floatAlpha);
    TwinArchitecture.build(layers, divisor);
    return layers.graph();
  }

  /** The ONNX conversion, to be written; it takes pictures of any size. */
  public OnnxModel onnx(OnnxFlavour flavour) {
    return onnx(flavour, Dim.named("width"), Dim.named("height"));
  }

  /** A conversion for one stated size of its input and takes no other. */
  public OnnxModel onnx(OnnxFlavour flavour, int width, int height) {
    return onnx(flavour, Dim.of(width), Dim.of(height));
  }

  private OnnxModel onnx(OnnxFlavour flavour, Dim width, Dim height) {
    OnnxLayers layers = new OnnxLayers(seed, flavour, width, height);
    TwinArchitecture.build(layers, divisor);
    return layers.graph().build();
  }

  /**
   * Writes one twin from the command line: {@code BshmTwin full|small FILE.pb|FILE.onnx [rgba]}.
   */
  public static void main(String[] args) throws IOException {
    BshmTwin twin = args[0].equals("full") ? full() : small();
    Path file = Path.of(args[1]);
    if (args[1].endsWith(".pb")) {
      twin.frozenGraph().write(file);
    } else {
      twin.onnx(args.length > 2 ? OnnxFlavour.RGBA : OnnxFlavour.MASK).write(file);
    }
  }
}
