package io.github.matting4j.onnx.conversion;

import io.github.matting4j.graph.paddle.ConversionOptions;
import io.github.matting4j.graph.paddle.program.DataType;
import io.github.matting4j.graph.paddle.program.Program;
import io.github.matting4j.graph.paddle.sample.SeededParameters;
import io.github.matting4j.onnx.conversion.ProgramSketch.Sketch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single operators, with the attributes and at the sizes at which engines tend to differ. */
class OperatorsAgainstInterpreterTest {
  private static final double TOLERANCE = 2e-5;
  private static final int CHANNELS = 6;
  private static final int[][] SIZES = {{7, 5}, {16, 9}, {33, 47}, {12, 64}};

  private static final Map<String, Case> CASES = new LinkedHashMap<>();

  @TempDir Path folder;

  /** Adds operators that begin with {@code x}, [1, 6, height, width], and end with {@code y}. */
  private interface Case {
    void describe(ProgramSketch sketch);
  }

  static {
    convolutions();
    pools();
    resizes();
    elementwise();
    unary();
    shapes();
  }

  private static void convolutions() {
    CASES.put(
        "SAME with stride 2 drops the dilation",
        s ->
            convolution(s, 4, CHANNELS, 3, 1)
                .integers("strides", 2, 2)
                .integers("dilations", 2, 2)
                .integers("paddings", 0, 0)
                .text("padding_algorithm", "SAME")
                .gives("Output", "y", -1, 4, -1, -1));
    CASES.put(
        "SAME with a window of 2 pads behind only",
        s ->
            convolution(s, 4, CHANNELS, 2, 1)
                .integers("strides", 1, 1)
                .integers("dilations", 1, 1)
                .integers("paddings", 0, 0)
                .text("padding_algorithm", "SAME")
                .gives("Output", "y", -1, 4, -1, -1));
    CASES.put(
        "four paddings, dilation 2, two groups",
        s ->
            convolution(s, 4, CHANNELS / 2, 3, 2)
                .integers("strides", 2, 1)
                .integers("dilations", 2, 2)
                .integers("paddings", 3, 1, 0, 4)
                .text("padding_algorithm", "EXPLICIT")
                .gives("Output", "y", -1, 4, -1, -1));
    CASES.put(
        "VALID with a window of 1",
        s ->
            convolution(s, 4, CHANNELS, 1, 1)
                .integers("strides", 2, 2)
                .integers("dilations", 1, 1)
                .integers("paddings", 5, 5)
                .text("padding_algorithm", "VALID")
                .gives("Output", "y", -1, 4, -1, -1));
    CASES.put(
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
    CASES.put(
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
    CASES.put(
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

  private static void pools() {
    for (String type : new String[] {"avg", "max"}) {
      CASES.put(type + " pool, stride 2, padding 1", s -> pool(s, type, 3, 2, 1).add("y"));
      CASES.put(
          type + " pool with ceil_mode, the padding not counted",
          s -> pool(s, type, 3, 2, 1).add("y", "ceil_mode"));
      CASES.put(
          type + " pool with ceil_mode, window 2",
          s -> pool(s, type, 2, 2, 0).add("y", "ceil_mode"));
      CASES.put(
          type + " pool of everything", s -> pool(s, type, 1, 1, 0).add("y", "global_pooling"));
      CASES.put(
          type + " pool with SAME",
          s -> {
            Pool pool = pool(s, type, 3, 2, 0);
            pool.sketch.text("padding_algorithm", "SAME");
            pool.add("y");
          });
    }
    CASES.put(
        "avg pool, the padding counted",
        s -> {
          Pool pool = pool(s, "avg", 3, 2, 1);
          pool.exclusive = false;
          pool.add("y");
        });
    for (int bins : new int[] {1, 2, 3, 5, 6}) {
      CASES.put(
          "adaptive avg pool, " + bins + " bins",
          s -> pool(s, "avg", bins, 1, 0).add("y", "adaptive"));
    }
    CASES.put("adaptive max pool, 1 bin", s -> pool(s, "max", 1, 1, 0).add("y", "adaptive"));
  }

  private static Pool pool(ProgramSketch s, String type, int size, int stride, int padding) {
    return new Pool(
        s.operator("pool2d")
            .input("X", "x")
            .text("pooling_type", type)
            .integers("ksize", size, size)
            .integers("strides", stride, stride)
            .integers("paddings", padding, padding));
  }

  private static final class Pool {
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

  private static void resizes() {
    for (float scale : new float[] {2, 0.5f, 0.25f}) {
      CASES.put(
          "bilinear, scale " + scale,
          s ->
              resize(s, "bilinear", false, 0)
                  .reals("scale", scale, scale)
                  .gives("Out", "y", -1, CHANNELS, -1, -1));
    }
    CASES.put(
        "nearest, scale 2",
        s ->
            resize(s, "nearest", false, 0)
                .reals("scale", 2, 2)
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    int[][] sizes = {{1, 1}, {1, 7}, {13, 1}, {20, 30}, {3, 4}};
    for (int[] size : sizes) {
      String to = " to " + size[0] + "x" + size[1];
      CASES.put("bilinear" + to, s -> sized(resize(s, "bilinear", false, 0), size));
      CASES.put("bilinear from the origin" + to, s -> sized(resize(s, "bilinear", false, 1), size));
      CASES.put("bilinear with corners" + to, s -> sized(resize(s, "bilinear", true, 1), size));
    }
    CASES.put(
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
    CASES.put(
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

  private static void elementwise() {
    for (String type : new String[] {"add", "sub", "mul", "max", "min"}) {
      CASES.put(
          "elementwise_" + type + " along axis 1",
          s -> {
            s.parameter("b", CHANNELS);
            binary(s, type, "x", "b", 1);
          });
    }
    CASES.put(
        "elementwise_sub of one value per channel, in front",
        s -> {
          pool(s, "avg", 1, 1, 0).add("g", "adaptive");
          binary(s, "sub", "g", "x", -1);
        });
    CASES.put(
        "elementwise_div of a matrix along axis 1",
        s -> {
          s.parameter("Variance", CHANNELS, 1, 1);
          s.operator("exp").input("X", "Variance").gives("Out", "d", CHANNELS, 1, 1);
          binary(s, "div", "x", "d", 1);
        });
  }

  private static void binary(ProgramSketch s, String type, String x, String y, int axis) {
    s.operator("elementwise_" + type)
        .input("X", x)
        .input("Y", y)
        .integer("axis", axis)
        .gives("Out", "y", -1, CHANNELS, -1, -1);
  }

  private static void unary() {
    CASES.put(
        "relu6",
        s -> unary(s, "relu6").real("threshold", 0.4f).gives("Out", "y", -1, CHANNELS, -1, -1));
    for (String type : new String[] {"relu", "sigmoid", "tanh", "exp", "silu"}) {
      CASES.put(type, s -> unary(s, type).gives("Out", "y", -1, CHANNELS, -1, -1));
    }
    CASES.put(
        "hard_sigmoid",
        s ->
            unary(s, "hard_sigmoid")
                .real("slope", 0.16666667f)
                .real("offset", 0.5f)
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    CASES.put(
        "hard_swish",
        s ->
            unary(s, "hard_swish")
                .real("threshold", 6)
                .real("scale", 6)
                .real("offset", 3)
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    CASES.put(
        "swish", s -> unary(s, "swish").real("beta", 1).gives("Out", "y", -1, CHANNELS, -1, -1));
    CASES.put(
        "leaky_relu",
        s -> unary(s, "leaky_relu").real("alpha", 0.1f).gives("Out", "y", -1, CHANNELS, -1, -1));
    CASES.put(
        "gelu",
        s -> unary(s, "gelu").flag("approximate", false).gives("Out", "y", -1, CHANNELS, -1, -1));
    CASES.put(
        "pow", s -> unary(s, "pow").real("factor", 2).gives("Out", "y", -1, CHANNELS, -1, -1));
    CASES.put(
        "clip",
        s ->
            unary(s, "clip")
                .real("min", -0.25f)
                .real("max", 0.5f)
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    CASES.put(
        "scale, then bias",
        s ->
            unary(s, "scale")
                .real("scale", 3)
                .real("bias", 0.5f)
                .flag("bias_after_scale", true)
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    CASES.put(
        "bias, then scale",
        s ->
            unary(s, "scale")
                .real("scale", 3)
                .real("bias", 0.5f)
                .flag("bias_after_scale", false)
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    CASES.put(
        "dropout that scales",
        s ->
            unary(s, "dropout")
                .real("dropout_prob", 0.25f)
                .flag("is_test", true)
                .text("dropout_implementation", "downgrade_in_infer")
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    CASES.put(
        "dropout that does nothing",
        s ->
            unary(s, "dropout")
                .real("dropout_prob", 0.25f)
                .flag("is_test", true)
                .text("dropout_implementation", "upscale_in_train")
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    CASES.put(
        "softmax over the channels",
        s -> unary(s, "softmax").integer("axis", 1).gives("Out", "y", -1, CHANNELS, -1, -1));
    CASES.put(
        "softmax over the columns",
        s -> unary(s, "softmax").integer("axis", -1).gives("Out", "y", -1, CHANNELS, -1, -1));
    for (String type : new String[] {"mean", "max", "sum", "min"}) {
      CASES.put(
          "reduce_" + type,
          s ->
              unary(s, "reduce_" + type)
                  .integers("dim", 1)
                  .flag("keep_dim", true)
                  .gives("Out", "y", -1, 1, -1, -1));
    }
    CASES.put(
        "reduce_mean without the axes",
        s ->
            unary(s, "reduce_mean")
                .integers("dim", -1, -2)
                .flag("keep_dim", false)
                .gives("Out", "y", -1, CHANNELS));
    CASES.put(
        "which channel is the largest, compared",
        s -> {
          unary(s, "arg_max")
              .integer("axis", 1)
              .flag("keepdims", true)
              .flag("flatten", false)
              .integer("dtype", DataType.INT64.code())
              .gives(DataType.INT64, "Out", "i", -1, 1, -1, -1);
          s.operator("fill_constant")
              .integers("shape", 1)
              .integer("dtype", DataType.INT64.code())
              .real("value", 2)
              .text("str_value", "2")
              .gives(DataType.INT64, "Out", "two", 1);
          s.operator("equal")
              .input("X", "i")
              .input("Y", "two")
              .integer("axis", -1)
              .gives(DataType.BOOL, "Out", "e", -1, 1, -1, -1);
          s.operator("cast")
              .input("X", "e")
              .integer("in_dtype", DataType.BOOL.code())
              .integer("out_dtype", DataType.FLOAT32.code())
              .gives("Out", "y", -1, 1, -1, -1);
        });
  }

  private static Sketch unary(ProgramSketch s, String type) {
    return s.operator(type).input("X", "x");
  }

  private static void shapes() {
    CASES.put("slice of channels", s -> slice(s, 1, 2, 5).gives("Out", "y", -1, 3, -1, -1));
    CASES.put(
        "slice to the end",
        s -> slice(s, 1, 4, Integer.MAX_VALUE).gives("Out", "y", -1, 2, -1, -1));
    CASES.put(
        "slice from the end", s -> slice(s, 3, -3, -1).gives("Out", "y", -1, CHANNELS, -1, 2));
    CASES.put(
        "slice that drops its axis",
        s -> {
          slice(s, 1, 1, 2).integers("decrease_axis", 1).gives("Out", "m", -1, -1, -1);
          s.operator("unsqueeze2")
              .input("X", "m")
              .integers("axes", 1)
              .gives("Out", "y", -1, 1, -1, -1);
        });
    CASES.put(
        "split and concat",
        s -> {
          s.operator("split")
              .input("X", "x")
              .integer("axis", 1)
              .integers("sections", 2, 4)
              .integer("num", 0)
              .gives(
                  "Out", new String[] {"a", "b"}, new long[][] {{-1, 2, -1, -1}, {-1, 4, -1, -1}});
          s.operator("concat")
              .input("X", "b", "a")
              .integer("axis", 1)
              .gives("Out", "y", -1, CHANNELS, -1, -1);
        });
    CASES.put(
        "stack and squeeze",
        s -> {
          slice(s, 1, 0, 1).gives("Out", "a", -1, 1, -1, -1);
          s.operator("squeeze2").input("X", "a").integers("axes", 1).gives("Out", "b", -1, -1, -1);
          s.operator("stack")
              .input("X", "b", "b")
              .integer("axis", 1)
              .gives("Y", "y", -1, 2, -1, -1);
        });
    CASES.put(
        "attention: reshape, transpose, product",
        s -> {
          s.operator("reshape2")
              .input("X", "x")
              .integers("shape", 0, CHANNELS, -1)
              .gives("Out", "f", -1, CHANNELS, -1);
          s.operator("matmul_v2")
              .input("X", "f")
              .input("Y", "f")
              .flag("trans_x", false)
              .flag("trans_y", true)
              .gives("Out", "p", -1, CHANNELS, CHANNELS);
          s.operator("transpose2")
              .input("X", "f")
              .integers("axis", 0, 2, 1)
              .gives("Out", "t", -1, -1, CHANNELS);
          s.operator("softmax")
              .input("X", "p")
              .integer("axis", -1)
              .gives("Out", "q", -1, CHANNELS, CHANNELS);
          s.operator("matmul_v2")
              .input("X", "t")
              .input("Y", "q")
              .flag("trans_x", false)
              .flag("trans_y", false)
              .gives("Out", "y", -1, -1, CHANNELS);
        });
    CASES.put(
        "pad3d in a row of unsqueeze and squeeze",
        s -> {
          s.operator("unsqueeze2")
              .input("X", "x")
              .integers("axes", 2)
              .gives("Out", "a", -1, CHANNELS, 1, -1, -1);
          s.operator("pad3d")
              .input("X", "a")
              .integers("paddings", 1, 2, 3, 4, 0, 0)
              .real("value", 0.5f)
              .text("mode", "constant")
              .text("data_format", "NCDHW")
              .gives("Out", "b", -1, CHANNELS, 1, -1, -1);
          s.operator("squeeze2")
              .input("X", "b")
              .integers("axes", 2)
              .gives("Out", "y", -1, CHANNELS, -1, -1);
        });
    CASES.put(
        "pixel_shuffle",
        s -> {
          s.operator("concat")
              .input("X", "x", "x")
              .integer("axis", 1)
              .gives("Out", "a", -1, 2 * CHANNELS, -1, -1);
          s.operator("pixel_shuffle")
              .input("X", "a")
              .integer("upscale_factor", 2)
              .text("data_format", "NCHW")
              .gives("Out", "y", -1, CHANNELS / 2, -1, -1);
        });
    CASES.put(
        "flatten",
        s ->
            s.operator("flatten_contiguous_range")
                .input("X", "x")
                .integer("start_axis", 1)
                .integer("stop_axis", 2)
                .gives("Out", "y", -1, -1, -1));
  }

  private static Sketch slice(ProgramSketch s, int axis, int start, int end) {
    return s.operator("slice")
        .input("Input", "x")
        .integers("axes", axis)
        .integers("starts", start)
        .integers("ends", end)
        .integers("infer_flags", 1);
  }

  static Iterable<String> cases() {
    return CASES.keySet();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheInterpreter(String name) throws Exception {
    ProgramSketch sketch = new ProgramSketch();
    sketch.input("x", -1, CHANNELS, -1, -1);
    CASES.get(name).describe(sketch);
    sketch.output("y");
    Path program = Files.write(folder.resolve("model.pdmodel"), sketch.toBytes());
    Path parameters =
        Files.write(
            folder.resolve("model.pdiparams"), SeededParameters.of(Program.read(program), 1));
    ConversionOptions options = ConversionOptions.defaults().withSizeMultiple(1);
    try (ConversionCheck check = new ConversionCheck(program, parameters, options)) {
      for (int[] size : SIZES) {
        check.agreesAt(size[0], size[1], TOLERANCE);
      }
    }
  }
}
