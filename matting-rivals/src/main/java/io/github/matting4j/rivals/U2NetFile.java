package io.github.matting4j.rivals;

import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.TensorPayload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes U²-Net or U²-Net-p for 320x320, layer by layer as rembg's files have it (each batch
 * normalisation folded into its convolution), with random weights: {@code U2NetFile u2net|u2netp
 * FILE}. It takes the time of the real one and makes no sensible matte.
 */
public final class U2NetFile {
  private static final int SIDE = 320;
  private static final int STAGES = 6;

  private final GraphBuilder graph;
  private int convolutions;

  private U2NetFile(GraphBuilder graph) {
    this.graph = graph;
  }

  /** See the class comment. */
  public static void main(String[] args) throws IOException {
    write(args[0], Path.of(args[1]));
  }

  /** Writes the network of this name. */
  static void write(String name, Path file) throws IOException {
    GraphBuilder graph = new GraphBuilder(name);
    new U2NetFile(graph).build(name.equals("u2netp"));
    graph.build().write(file);
  }

  /** A tensor with its channels and side. */
  private record Plane(String tensor, int channels, int side) {}

  private void build(boolean small) {
    graph.input("input.1", ElementType.FLOAT, Dim.of(1), Dim.of(3), Dim.of(SIDE), Dim.of(SIDE));
    int[] inner =
        small ? new int[] {16, 16, 16, 16, 16, 16} : new int[] {32, 32, 64, 128, 256, 256};
    int[] outer =
        small ? new int[] {64, 64, 64, 64, 64, 64} : new int[] {64, 128, 256, 512, 512, 512};
    int[] innerBack = small ? inner : new int[] {16, 32, 64, 128, 256};
    int[] outerBack = small ? outer : new int[] {64, 64, 128, 256, 512};
    List<Plane> encoded = new ArrayList<>();
    Plane x = new Plane("input.1", 3, SIDE);
    for (int stage = 0; stage < STAGES; stage++) {
      x = block(stage == 0 ? x : halved(x), stage, inner[stage], outer[stage]);
      encoded.add(x);
    }
    List<Plane> sides = new ArrayList<>();
    sides.add(side(x));
    for (int stage = STAGES - 2; stage >= 0; stage--) {
      Plane skip = encoded.get(stage);
      Plane joined = joined(enlarged(x, skip.side()), skip);
      x = block(joined, stage, innerBack[stage], outerBack[stage]);
      sides.add(0, side(x));
    }
    List<String> names = new ArrayList<>();
    for (Plane each : sides) {
      names.add(enlarged(each, SIDE).tensor());
    }
    String all = graph.node("Concat", names, Attribute.of("axis", 1));
    output("1959", convolution(new Plane(all, STAGES, SIDE), 1, 1, 1, 0.1).tensor());
    for (int i = 0; i < STAGES; i++) {
      output(Integer.toString(1960 + i), names.get(i));
    }
  }

  /** A nested U: of 7 levels in the first stage, one less in each that follows, dilated from 4. */
  private Plane block(Plane input, int stage, int inner, int outer) {
    boolean dilated = stage >= 4;
    int levels = dilated ? 4 : 7 - stage;
    Plane around = layer(input, outer, 1);
    List<Plane> down = new ArrayList<>();
    Plane x = around;
    for (int level = 1; level < levels; level++) {
      Plane from = level == 1 || dilated ? x : halved(x);
      x = layer(from, inner, dilated ? 1 << (level - 1) : 1);
      down.add(x);
    }
    x = layer(x, inner, dilated ? 1 << (levels - 1) : 2);
    for (int level = levels - 1; level >= 1; level--) {
      Plane skip = down.get(level - 1);
      Plane joined = joined(enlarged(x, skip.side()), skip);
      x = layer(joined, level == 1 ? outer : inner, dilated ? 1 << (level - 1) : 1);
    }
    String sum = graph.node("Add", List.of(x.tensor(), around.tensor()));
    return new Plane(sum, outer, around.side());
  }

  private Plane layer(Plane x, int channels, int dilation) {
    Plane made = convolution(x, channels, 3, dilation, 1);
    return new Plane(graph.node("Relu", List.of(made.tensor())), channels, made.side());
  }

  private Plane side(Plane x) {
    return convolution(x, 1, 3, 1, 0.1);
  }

  private Plane convolution(Plane x, int channels, int kernel, int dilation, double gain) {
    String name = "conv_" + convolutions++;
    int taps = x.channels() * kernel * kernel;
    long seed = convolutions;
    double deviation = gain * Math.sqrt(2.0 / taps);
    String weights =
        graph.tensor(
            name + ".weight",
            ElementType.FLOAT,
            normal(seed, channels * taps, deviation),
            channels,
            x.channels(),
            kernel,
            kernel);
    String bias =
        graph.tensor(name + ".bias", ElementType.FLOAT, normal(-seed, channels, 0.1), channels);
    int pad = dilation * (kernel / 2);
    String tensor =
        graph.node(
            "Conv",
            List.of(x.tensor(), weights, bias),
            Attribute.ints("kernel_shape", kernel, kernel),
            Attribute.ints("dilations", dilation, dilation),
            Attribute.ints("strides", 1, 1),
            Attribute.ints("pads", pad, pad, pad, pad));
    return new Plane(tensor, channels, x.side());
  }

  private Plane halved(Plane x) {
    String tensor =
        graph.node(
            "MaxPool",
            List.of(x.tensor()),
            Attribute.ints("kernel_shape", 2, 2),
            Attribute.ints("strides", 2, 2),
            Attribute.of("ceil_mode", 1));
    return new Plane(tensor, x.channels(), (x.side() + 1) / 2);
  }

  private Plane enlarged(Plane x, int side) {
    if (x.side() == side) {
      return x;
    }
    String sizes = graph.ints(1, x.channels(), side, side);
    String tensor =
        graph.node(
            "Resize",
            List.of(x.tensor(), "", "", sizes),
            Attribute.of("mode", "linear"),
            Attribute.of("coordinate_transformation_mode", "pytorch_half_pixel"));
    return new Plane(tensor, x.channels(), side);
  }

  private Plane joined(Plane a, Plane b) {
    String tensor = graph.node("Concat", List.of(a.tensor(), b.tensor()), Attribute.of("axis", 1));
    return new Plane(tensor, a.channels() + b.channels(), a.side());
  }

  private void output(String name, String logits) {
    graph.nodes("Sigmoid", List.of(logits), List.of(name));
    graph.output(name, ElementType.FLOAT, Dim.of(1), Dim.of(1), Dim.of(SIDE), Dim.of(SIDE));
  }

  private static TensorPayload normal(long seed, int count, double deviation) {
    return sink -> {
      Random random = new Random(seed);
      for (int i = 0; i < count; i++) {
        sink.putFloat((float) (deviation * random.nextGaussian()));
      }
    };
  }
}
