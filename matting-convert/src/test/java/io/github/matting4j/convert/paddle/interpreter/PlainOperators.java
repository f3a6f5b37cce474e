package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The operators by Paddle 2's names. */
final class PlainOperators {
  private record Entry(String slot, Operator operator) {}

  private static final Map<String, Entry> ENTRIES = new HashMap<>();

  static {
    single("conv2d", "Output", Convolution::convolve);
    single("depthwise_conv2d", "Output", Convolution::convolve);
    single("conv2d_transpose", "Output", Convolution::transposed);
    single("batch_norm", "Y", Normalization::batch);
    single("instance_norm", "Y", Normalization::instance);
    single("pool2d", "Out", Pooling::pool);
    single("max_pool2d_with_index", "Out", Pooling::maximum);
    for (String version : List.of("", "_v2")) {
      single("bilinear_interp" + version, "Out", PlainResizing::bilinear);
      single("nearest_interp" + version, "Out", PlainResizing::nearest);
    }
    PlainElementwise.OPERATORS.forEach((type, operator) -> single(type, "Out", operator));
    Activations.OPERATORS.forEach((type, operator) -> single(type, "Out", operator));
    PlainReductions.OPERATORS.forEach((type, operator) -> single(type, "Out", operator));
    TypeCasts.OPERATORS.forEach((type, operator) -> single(type, "Out", operator));
    Shapes.OPERATORS.forEach((type, operator) -> single(type, "Out", operator));
    single("slice", "Out", PlainSlicing::slice);
    single("strided_slice", "Out", PlainSlicing::slice);
    single("concat", "Out", Joining::concat);
    single("stack", "Y", Joining::stack);
    many("split", "Out", PlainSlicing::split);
    single("pad3d", "Out", Padding::pad3d);
    single("pad2d", "Out", Padding::pad2d);
    single("matmul_v2", "Out", MatrixProduct::version2);
    single("matmul", "Out", MatrixProduct::version1);
  }

  private PlainOperators() {}

  private static void single(String type, String slot, Operator.Single operator) {
    many(type, slot, call -> List.of(operator.run(call)));
  }

  private static void many(String type, String slot, Operator operator) {
    ENTRIES.put(type, new Entry(slot, operator));
  }

  /** Runs an operator; the values of its main output by name. */
  static Map<String, PlainTensor> run(Call call) throws InvalidProgramException {
    Entry entry = ENTRIES.get(call.operation().type());
    if (entry == null) {
      throw new InvalidProgramException("The interpreter does not know the operator");
    }
    List<String> names = call.operation().outputs(entry.slot);
    List<PlainTensor> results = entry.operator.run(call);
    if (names.size() != results.size()) {
      throw new InvalidProgramException(
          results.size() + " results for the outputs " + names + " of slot " + entry.slot);
    }
    Map<String, PlainTensor> outputs = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      outputs.put(names.get(i), results.get(i));
    }
    return outputs;
  }
}
