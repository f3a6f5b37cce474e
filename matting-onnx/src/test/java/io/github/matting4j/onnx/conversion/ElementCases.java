package io.github.matting4j.onnx.conversion;

import static io.github.matting4j.onnx.conversion.OperatorCase.CHANNELS;

import io.github.matting4j.convert.paddle.program.DataType;
import io.github.matting4j.onnx.conversion.ProgramSketch.Sketch;
import java.util.Map;

/** Operators on elements, and those that move them. Stateless. */
final class ElementCases {
  private ElementCases() {}

  static void addTo(Map<String, OperatorCase> cases) {
    elementwise(cases);
    unary(cases);
    shapes(cases);
  }

  private static void elementwise(Map<String, OperatorCase> cases) {
    for (String type : new String[] {"add", "sub", "mul", "max", "min"}) {
      cases.put(
          "elementwise_" + type + " along axis 1",
          s -> {
            s.parameter("b", CHANNELS);
            binary(s, type, "x", "b", 1);
          });
    }
    cases.put(
        "elementwise_sub of one value per channel, in front",
        s -> {
          WindowCases.pool(s, "avg", 1, 1, 0).add("g", "adaptive");
          binary(s, "sub", "g", "x", -1);
        });
    cases.put(
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

  private static void unary(Map<String, OperatorCase> cases) {
    cases.put(
        "relu6",
        s -> unary(s, "relu6").real("threshold", 0.4f).gives("Out", "y", -1, CHANNELS, -1, -1));
    for (String type : new String[] {"relu", "sigmoid", "tanh", "exp", "silu"}) {
      cases.put(type, s -> unary(s, type).gives("Out", "y", -1, CHANNELS, -1, -1));
    }
    cases.put(
        "hard_sigmoid",
        s ->
            unary(s, "hard_sigmoid")
                .real("slope", 0.16666667f)
                .real("offset", 0.5f)
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    cases.put(
        "hard_swish",
        s ->
            unary(s, "hard_swish")
                .real("threshold", 6)
                .real("scale", 6)
                .real("offset", 3)
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    cases.put(
        "swish", s -> unary(s, "swish").real("beta", 1).gives("Out", "y", -1, CHANNELS, -1, -1));
    cases.put(
        "leaky_relu",
        s -> unary(s, "leaky_relu").real("alpha", 0.1f).gives("Out", "y", -1, CHANNELS, -1, -1));
    cases.put(
        "gelu",
        s -> unary(s, "gelu").flag("approximate", false).gives("Out", "y", -1, CHANNELS, -1, -1));
    cases.put(
        "pow", s -> unary(s, "pow").real("factor", 2).gives("Out", "y", -1, CHANNELS, -1, -1));
    cases.put(
        "clip",
        s ->
            unary(s, "clip")
                .real("min", -0.25f)
                .real("max", 0.5f)
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    cases.put(
        "scale, then bias",
        s ->
            unary(s, "scale")
                .real("scale", 3)
                .real("bias", 0.5f)
                .flag("bias_after_scale", true)
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    cases.put(
        "bias, then scale",
        s ->
            unary(s, "scale")
                .real("scale", 3)
                .real("bias", 0.5f)
                .flag("bias_after_scale", false)
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    cases.put(
        "dropout that scales",
        s ->
            unary(s, "dropout")
                .real("dropout_prob", 0.25f)
                .flag("is_test", true)
                .text("dropout_implementation", "downgrade_in_infer")
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    cases.put(
        "dropout that does nothing",
        s ->
            unary(s, "dropout")
                .real("dropout_prob", 0.25f)
                .flag("is_test", true)
                .text("dropout_implementation", "upscale_in_train")
                .gives("Out", "y", -1, CHANNELS, -1, -1));
    cases.put(
        "softmax over the channels",
        s -> unary(s, "softmax").integer("axis", 1).gives("Out", "y", -1, CHANNELS, -1, -1));
    cases.put(
        "softmax over the columns",
        s -> unary(s, "softmax").integer("axis", -1).gives("Out", "y", -1, CHANNELS, -1, -1));
    for (String type : new String[] {"mean", "max", "sum", "min"}) {
      cases.put(
          "reduce_" + type,
          s ->
              unary(s, "reduce_" + type)
                  .integers("dim", 1)
                  .flag("keep_dim", true)
                  .gives("Out", "y", -1, 1, -1, -1));
    }
    cases.put(
        "reduce_mean without the axes",
        s ->
            unary(s, "reduce_mean")
                .integers("dim", -1, -2)
                .flag("keep_dim", false)
                .gives("Out", "y", -1, CHANNELS));
    cases.put(
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

  private static void shapes(Map<String, OperatorCase> cases) {
    cases.put("slice of channels", s -> slice(s, 1, 2, 5).gives("Out", "y", -1, 3, -1, -1));
    cases.put(
        "slice to the end",
        s -> slice(s, 1, 4, Integer.MAX_VALUE).gives("Out", "y", -1, 2, -1, -1));
    cases.put(
        "slice from the end", s -> slice(s, 3, -3, -1).gives("Out", "y", -1, CHANNELS, -1, 2));
    cases.put(
        "slice that drops its axis",
        s -> {
          slice(s, 1, 1, 2).integers("decrease_axis", 1).gives("Out", "m", -1, -1, -1);
          s.operator("unsqueeze2")
              .input("X", "m")
              .integers("axes", 1)
              .gives("Out", "y", -1, 1, -1, -1);
        });
    cases.put(
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
    cases.put(
        "stack and squeeze",
        s -> {
          slice(s, 1, 0, 1).gives("Out", "a", -1, 1, -1, -1);
          s.operator("squeeze2").input("X", "a").integers("axes", 1).gives("Out", "b", -1, -1, -1);
          s.operator("stack")
              .input("X", "b", "b")
              .integer("axis", 1)
              .gives("Y", "y", -1, 2, -1, -1);
        });
    cases.put(
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
    cases.put(
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
    cases.put(
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
    cases.put(
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
}
