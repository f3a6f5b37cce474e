package io.github.matting4j.onnx.conversion;

import static io.github.matting4j.onnx.conversion.OperatorCase.CHANNELS;

import io.github.matting4j.convert.paddle.program.DataType;
import io.github.matting4j.onnx.conversion.ProgramSketch.Sketch;
import java.util.Map;

/** Convolutions, pools and resizes. Stateless. */
final class WindowCases {
  private WindowCases() {}

  static void addTo(Map<String, OperatorCase> cases) {
    convolutions(cases);
    pools(cases);
    resizes(cases);
  }

  private static void convolutions(Map<String, OperatorCase> cases) {
    cases.put(
        "SAME with stride 2 drops the dilation",
        s ->
            convolution(s, 4, CHANNELS, 3, 1)
                .integers("strides", 2, 2)
                .integers("dilations", 2, 2)
                .integers("paddings", 0, 0)
                .text("padding_algorithm", "SAME")
                .gives("Output", "y", -1, 4, -1, -1));
    cases.put(
        "SAME with a window of 2 pads behind only",
        s ->
            convolution(s, 4, CHANNELS, 2, 1)
                .integers("strides", 1, 1)
                .integers("dilations", 1, 1)
                .integers("paddings", 0, 0)
                .text("padding_algorithm", "SAME")
                .gives("Output", "y", -1, 4, -1, -1));
    cases.put(
        "four paddings, dilation 2, two groups",
        s ->
            convolution(s, 4, CHANNELS / 2, 3, 2)
                .integers("strides", 2, 1)
                .integers("dilations", 2, 2)
                .integers("paddings", 3, 1, 0, 4)
                .text("padding_algorithm", "EXPLICIT")
                .gives("Output", "y", -1, 4, -1, -1));
    cases.put(
        "VALID with a window of 1",
        s ->
            convolution(s, 4, CHANNELS, 1, 1)
                .integers("strides", 2, 2)
                .integers("dilations", 1, 1)
                .integers("paddings", 5, 5)
                .text("padding_algorithm", "VALID")
                .gives("Output", "y", -1, 4, -1, -1));
    cases.put(
        "depthwise, bias as an addition along axis 1",
        s -> {
          s.parameter("w", CHANNELS, 1, 3, 3);
          s.parameter("b", CHANNELS);
          s.operator("depthwise_conv2d")
              .input("Input", "x")
              .input("Filter", "w")
              .integers("strides", 1, 1)
              .integers("dilations", 1, 1)
              .integers("paddings", 1, 1)
              .text("padding_algorithm", "EXPLICIT")
              .integer("groups", CHANNELS)
              .gives("Output", "c", -1, CHANNELS, -1, -1);
          s.operator("elementwise_add")
              .input("X", "c")
              .input("Y", "b")
              .integer("axis", 1)
              .gives("Out", "y", -1, CHANNELS, -1, -1);
        });
    cases.put(
        "batch_norm after a value that others use too",
        s -> {
          for (String name : new String[] {"Scale", "Bias", "Mean", "Variance"}) {
            s.parameter(name, CHANNELS);
          }
          s.operator("batch_norm")
              .input("X", "x")
              .input("Scale", "Scale")
              .input("Bias", "Bias")
              .input("Mean", "Mean")
              .input("Variance", "Variance")
              .real("epsilon", 1e-3f)
              .flag("is_test", true)
              .text("data_layout", "NCHW")
              .gives("Y", "n", -1, CHANNELS, -1, -1);
          s.operator("elementwise_sub")
              .input("X", "n")
              .input("Y", "x")
              .integer("axis", -1)
              .gives("Out", "y", -1, CHANNELS, -1, -1);
        });
    cases.put(
        "instance_norm without scale and bias",
        s ->
            s.operator("instance_norm")
                .input("X", "x")
                .real("epsilon", 1e-5f)
                .gives("Y", "y", -1, CHANNELS, -1, -1));
  }

  private static Sketch convolution(ProgramSketch s, int out, int in, int size, int groups) {
    s.parameter("w", out, in, size, size);
    return s.operator("conv2d")
        .input("Input", "x")
        .input("Filter", "w")
        .integer("groups", groups)
        .text("data_format", "NCHW");
  }

  private static void pools(Map<String, OperatorCase> cases) {
    for (String type : new String[] {"avg", "max"}) {
      cases.put(type + " pool, stride 2, padding 1", s -> pool(s, type, 3, 2, 1).add("y"));
      cases.put(
          type + " pool with ceil_mode, the padding not counted",
          s -> pool(s, type, 3, 2, 1).add("y", "ceil_mode"));
      cases.put(
          type + " pool with ceil_mode, window 2",
          s -> pool(s, type, 2, 2, 0).add("y", "ceil_mode"));
      cases.put(
          type + " pool of everything", s -> pool(s, type, 1, 1, 0).add("y", "global_pooling"));
      cases.put(
          type + " pool with SAME",
          s -> {
            Pool pool = pool(s, type, 3, 2, 0);
            pool.sketch.text("padding_algorithm", "SAME");
            pool.add("y");
          });
    }
    cases.put(
        "avg pool, the padding counted",
        s -> {
          Pool pool = pool(s, "avg", 3, 2, 1);
          pool.exclusive = false;
          pool.add("y");
        });
    for (int bins : new int[] {1, 2, 3, 5, 6}) {
      cases.put(
          "adaptive avg pool, " + bins + " bins",
          s -> pool(s, "avg", bins, 1, 0).add("y", "adaptive"));
    }
    cases.put("adaptive max pool, 1 bin", s -> pool(s, "max", 1, 1, 0).add("y", "adaptive"));
  }

  static Pool pool(ProgramSketch s, String type, int size, int stride, int padding) {
    return new Pool(
        s.operator("pool2d")
            .input("X", "x")
            .text("pooling_type", type)
            .integers("ksize", size, size)
            .integers("strides", stride, stride)
            .integers("paddings", padding, padding));
  }

  static final class Pool {
    final Sketch sketch;
    boolean exclusive = true;

    Pool(Sketch sketch) {
      this.sketch = sketch;
    }

    void add(String name, String... flags) {
      for (String flag : flags) {
        sketch.flag(flag, true);
      }
      sketch.flag("exclusive", exclusive).gives("Out", name, -1, CHANNELS, -1, -1);
    }
  }

  private static void resizes(Map<String, OperatorCase> cases) {
    for (float scale : new float[] {2, 0.5f, 0.25f}) {
      cases.put(
          "bilinear, scale " + scale,
          s ->
              resize(s, "bilinear", false, 0)
                  .reals("scale", scale, scale)
                  .gives("Out", "y", -1, CHANNELS, -1, -1));
    }
    cases.put(
        "nearest, scale 2",
        s ->
            resize(s, "nearest", false, 0)
                .reals("scale", 2, 2)
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    int[][] sizes = {{1, 1}, {1, 7}, {13, 1}, {20, 30}, {3, 4}};
    for (int[] size : sizes) {
      String to = " to " + size[0] + "x" + size[1];
      cases.put("bilinear" + to, s -> sized(resize(s, "bilinear", false, 0), size));
      cases.put("bilinear from the origin" + to, s -> sized(resize(s, "bilinear", false, 1), size));
      cases.put("bilinear with corners" + to, s -> sized(resize(s, "bilinear", true, 1), size));
    }
    cases.put(
        "bilinear of a half to the size of the whole",
        s -> {
          pool(s, "avg", 2, 2, 0).add("half");
          s.operator("shape").input("Input", "x").gives(DataType.INT32, "Out", "all", 4);
          s.operator("slice")
              .input("Input", "all")
              .integers("axes", 0)
              .integers("starts", 2)
              .integers("ends", 4)
              .integers("infer_flags", 1)
              .integers("decrease_axis")
              .gives(DataType.INT32, "Out", "size", 2);
          s.operator("bilinear_interp_v2")
              .input("X", "half")
              .input("OutSize", "size")
              .flag("align_corners", false)
              .integer("align_mode", 0)
              .integer("out_h", -1)
              .integer("out_w", -1)
              .reals("scale")
              .text("interp_method", "bilinear")
              .text("data_layout", "NCHW")
              .gives("Out", "y", -1, CHANNELS, -1, -1);
        });
    cases.put(
        "bilinear of a third to the size of the whole, side by side",
        s -> {
          pool(s, "max", 3, 3, 0).add("third");
          s.operator("shape").input("Input", "x").gives(DataType.INT32, "Out", "all", 4);
          for (int axis = 2; axis < 4; axis++) {
            s.operator("slice")
                .input("Input", "all")
                .integers("axes", 0)
                .integers("starts", axis)
                .integers("ends", axis + 1)
                .integers("infer_flags", 1)
                .integers("decrease_axis", 0)
                .gives(DataType.INT32, "Out", "side" + axis, 1);
          }
          s.operator("bilinear_interp_v2")
              .input("X", "third")
              .input("SizeTensor", "side2", "side3")
              .flag("align_corners", false)
              .integer("align_mode", 0)
              .integer("out_h", -1)
              .integer("out_w", -1)
              .reals("scale")
              .text("interp_method", "bilinear")
              .text("data_layout", "NCHW")
              .gives("Out", "y", -1, CHANNELS, -1, -1);
        });
  }

  private static Sketch resize(ProgramSketch s, String kind, boolean corners, int mode) {
    return s.operator(kind + "_interp_v2")
        .input("X", "x")
        .flag("align_corners", corners)
        .integer("align_mode", mode)
        .text("interp_method", kind)
        .text("data_layout", "NCHW");
  }

  private static void sized(Sketch resize, int[] size) {
    resize
        .integer("out_h", size[0])
        .integer("out_w", size[1])
        .reals("scale")
        .gives("Out", "y", -1, CHANNELS, size[0], size[1]);
  }
}
