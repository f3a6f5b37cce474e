package io.github.matting4j.graph.paddle.translate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operators that can be translated, by Paddle's names. */
final class Operators {
  private static final Map<String, Translator> TRANSLATORS =
      Map.<String, Translator>ofEntries(
          Map.entry("conv2d", ConvolutionOperators::conv2d),
          Map.entry("depthwise_conv2d", ConvolutionOperators::conv2d),
          Map.entry("conv2d_transpose", ConvolutionOperators::conv2dTranspose),
          Map.entry("depthwise_conv2d_transpose", ConvolutionOperators::conv2dTranspose),
          Map.entry("batch_norm", ConvolutionOperators::batchNorm),
          Map.entry("sync_batch_norm", ConvolutionOperators::batchNorm),
          Map.entry("instance_norm", ConvolutionOperators::instanceNorm),
          Map.entry("layer_norm", ConvolutionOperators::layerNorm),
          Map.entry("relu", ActivationOperators.to("Relu")),
          Map.entry("sigmoid", ActivationOperators.to("Sigmoid")),
          Map.entry("tanh", ActivationOperators.to("Tanh")),
          Map.entry("sqrt", ActivationOperators.to("Sqrt")),
          Map.entry("exp", ActivationOperators.to("Exp")),
          Map.entry("log", ActivationOperators.to("Log")),
          Map.entry("abs", ActivationOperators.to("Abs")),
          Map.entry("floor", ActivationOperators.to("Floor")),
          Map.entry("ceil", ActivationOperators.to("Ceil")),
          Map.entry("square", ActivationOperators::square),
          Map.entry("rsqrt", ActivationOperators::rsqrt),
          Map.entry("relu6", ActivationOperators::relu6),
          Map.entry("hard_sigmoid", ActivationOperators::hardSigmoid),
          Map.entry("hard_swish", ActivationOperators::hardSwish),
          Map.entry("swish", ActivationOperators::swish),
          Map.entry("silu", ActivationOperators::swish),
          Map.entry("leaky_relu", ActivationOperators::leakyRelu),
          Map.entry("gelu", ActivationOperators::gelu),
          Map.entry("pow", ActivationOperators::pow),
          Map.entry("clip", ActivationOperators::clip),
          Map.entry("softmax", ActivationOperators::softmax),
          Map.entry("dropout", ActivationOperators::dropout),
          Map.entry("pixel_shuffle", ActivationOperators::pixelShuffle),
          Map.entry("pool2d", PoolOperators::pool2d),
          Map.entry("max_pool2d_with_index", PoolOperators::maxPoolWithIndex),
          Map.entry("bilinear_interp", ResizeOperators::bilinear),
          Map.entry("bilinear_interp_v2", ResizeOperators::bilinear),
          Map.entry("nearest_interp", ResizeOperators::nearest),
          Map.entry("nearest_interp_v2", ResizeOperators::nearest),
          Map.entry("elementwise_add", ElementwiseOperators.to("Add")),
          Map.entry("elementwise_sub", ElementwiseOperators.to("Sub")),
          Map.entry("elementwise_mul", ElementwiseOperators.to("Mul")),
          Map.entry("elementwise_div", ElementwiseOperators.to("Div")),
          Map.entry("elementwise_min", ElementwiseOperators.to("Min")),
          Map.entry("elementwise_max", ElementwiseOperators.to("Max")),
          Map.entry("elementwise_pow", ElementwiseOperators.to("Pow")),
          Map.entry("elementwise_floordiv", ElementwiseOperators.to("FloorDiv")),
          Map.entry("elementwise_mod", ElementwiseOperators.to("Mod")),
          Map.entry("equal", ElementwiseOperators.to("Equal")),
          Map.entry("not_equal", ElementwiseOperators.to("NotEqual")),
          Map.entry("greater_than", ElementwiseOperators.to("Greater")),
          Map.entry("greater_equal", ElementwiseOperators.to("GreaterOrEqual")),
          Map.entry("less_than", ElementwiseOperators.to("Less")),
          Map.entry("less_equal", ElementwiseOperators.to("LessOrEqual")),
          Map.entry("logical_and", ElementwiseOperators.to("And")),
          Map.entry("logical_or", ElementwiseOperators.to("Or")),
          Map.entry("logical_not", ElementwiseOperators::logicalNot),
          Map.entry("where", ElementwiseOperators::where),
          Map.entry("sum", ElementwiseOperators::sum),
          Map.entry("scale", ElementwiseOperators::scale),
          Map.entry("cast", ElementwiseOperators::cast),
          Map.entry("reduce_mean", ReductionOperators.to("ReduceMean")),
          Map.entry("reduce_max", ReductionOperators.to("ReduceMax")),
          Map.entry("reduce_min", ReductionOperators.to("ReduceMin")),
          Map.entry("reduce_sum", ReductionOperators.to("ReduceSum")),
          Map.entry("arg_max", ReductionOperators::argMax),
          Map.entry("matmul", ReductionOperators::matmul),
          Map.entry("matmul_v2", ReductionOperators::matmul),
          Map.entry("reshape2", LayoutOperators::reshape),
          Map.entry("reshape", LayoutOperators::reshape),
          Map.entry("flatten_contiguous_range", LayoutOperators::flattenRange),
          Map.entry("transpose2", LayoutOperators::transpose),
          Map.entry("transpose", LayoutOperators::transpose),
          Map.entry("unsqueeze2", LayoutOperators::unsqueeze),
          Map.entry("squeeze2", LayoutOperators::squeeze),
          Map.entry("concat", LayoutOperators::concat),
          Map.entry("stack", LayoutOperators::stack),
          Map.entry("expand_v2", LayoutOperators::expand),
          Map.entry("tile", LayoutOperators::tile),
          Map.entry("shape", SliceOperators::shape),
          Map.entry("slice", SliceOperators::slice),
          Map.entry("strided_slice", SliceOperators::slice),
          Map.entry("split", SliceOperators::split),
          Map.entry("gather", SliceOperators::gather),
          Map.entry("fill_constant", ConstantOperators::fillConstant),
          Map.entry("fill_any_like", ConstantOperators::fillLike),
          Map.entry("assign_value", ConstantOperators::assignValue),
          Map.entry("assign", ConstantOperators::assign),
          Map.entry("pad3d", PadOperators::pad3d),
          Map.entry("pad2d", PadOperators::pad2d),
          Map.entry("pad", PadOperators::pad));

  private Operators() {}

  static Set<String> names() {
    return TRANSLATORS.keySet();
  }

  static Optional<Translator> find(String name) {
    return Optional.ofNullable(TRANSLATORS.get(name));
  }
}
