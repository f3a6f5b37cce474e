package io.github.matting4j.convert.paddle.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How Paddle 3's operators, whose inputs have positions, are called in Paddle 2, where they have
 * slots.
 *
 * <p>A line of the table reads {@code name = name in Paddle 2: inputs -> outputs;
 * attribute=attribute in Paddle 2 …}. An input {@code @axis} is an attribute in Paddle 2, {@code _}
 * is ignored.
 */
final class PirOperators {
  private static final String TABLE =
      """
      conv2d = conv2d: Input Filter -> Output
      depthwise_conv2d = depthwise_conv2d: Input Filter -> Output
      conv2d_transpose = conv2d_transpose: Input Filter @output_size -> Output
      batch_norm = batch_norm: X Mean Variance Scale Bias -> Y; data_format=data_layout
      batch_norm_ = batch_norm: X Mean Variance Scale Bias -> Y; data_format=data_layout
      instance_norm = instance_norm: X Scale Bias -> Y
      layer_norm = layer_norm: X Scale Bias -> Y
      relu = relu: X -> Out
      relu_ = relu: X -> Out
      relu6 = relu6: X -> Out
      sigmoid = sigmoid: X -> Out
      sigmoid_ = sigmoid: X -> Out
      tanh = tanh: X -> Out
      sqrt = sqrt: X -> Out
      rsqrt = rsqrt: X -> Out
      exp = exp: X -> Out
      log = log: X -> Out
      abs = abs: X -> Out
      floor = floor: X -> Out
      ceil = ceil: X -> Out
      round = round: X -> Out
      square = square: X -> Out
      hardsigmoid = hard_sigmoid: X -> Out
      hardswish = hard_swish: X -> Out
      swish = swish: X -> Out
      silu = silu: X -> Out
      leaky_relu = leaky_relu: X -> Out; negative_slope=alpha
      gelu = gelu: X -> Out
      pow = pow: X -> Out; y=factor
      pool2d = pool2d: X @ksize -> Out; kernel_size=ksize
      max_pool2d_with_index = max_pool2d_with_index: X -> Out Mask; kernel_size=ksize
      bilinear_interp = bilinear_interp_v2: X OutSize SizeTensor* Scale -> Out
      nearest_interp = nearest_interp_v2: X OutSize SizeTensor* Scale -> Out
      concat = concat: X* @axis -> Out
      add = elementwise_add: X Y -> Out
      add_ = elementwise_add: X Y -> Out
      subtract = elementwise_sub: X Y -> Out
      subtract_ = elementwise_sub: X Y -> Out
      multiply = elementwise_mul: X Y -> Out
      multiply_ = elementwise_mul: X Y -> Out
      divide = elementwise_div: X Y -> Out
      divide_ = elementwise_div: X Y -> Out
      maximum = elementwise_max: X Y -> Out
      minimum = elementwise_min: X Y -> Out
      elementwise_pow = elementwise_pow: X Y -> Out
      floor_divide = elementwise_floordiv: X Y -> Out
      remainder = elementwise_mod: X Y -> Out
      add_n = sum: X* -> Out
      scale = scale: X @scale -> Out
      scale_ = scale: X @scale -> Out
      clip = clip: X @min @max -> Out
      clip_ = clip: X @min @max -> Out
      argmax = arg_max: X @axis -> Out
      softmax = softmax: X -> Out
      softmax_ = softmax: X -> Out
      mean = reduce_mean: X @dim -> Out; axis=dim keepdim=keep_dim
      max = reduce_max: X @dim -> Out; axis=dim keepdim=keep_dim
      min = reduce_min: X @dim -> Out; axis=dim keepdim=keep_dim
      sum = reduce_sum: X @dim -> Out; axis=dim keepdim=keep_dim dtype=out_dtype
      matmul = matmul_v2: X Y -> Out; transpose_x=trans_x transpose_y=trans_y
      reshape = reshape2: X @shape -> Out
      reshape_ = reshape2: X @shape -> Out
      transpose = transpose2: X -> Out; perm=axis
      flatten = flatten_contiguous_range: X -> Out
      flatten_ = flatten_contiguous_range: X -> Out
      stack = stack: X* -> Y
      split = split: X @sections @axis -> Out*
      split_with_num = split: X @axis -> Out*
      unbind = unbind: X -> Out*
      expand = expand_v2: X @shape -> Out
      tile = tile: X @repeat_times -> Out
      unsqueeze = unsqueeze2: X @axes -> Out; axis=axes
      unsqueeze_ = unsqueeze2: X @axes -> Out; axis=axes
      squeeze = squeeze2: X @axes -> Out; axis=axes
      squeeze_ = squeeze2: X @axes -> Out; axis=axes
      slice = slice: Input @starts @ends -> Out
      strided_slice = strided_slice: Input @starts @ends @strides -> Out
      shape = shape: Input -> Out
      shape64 = shape: Input -> Out
      full = fill_constant: -> Out
      full_int_array = assign_value: -> Out; value=values
      assign = assign: X -> Out
      assign_ = assign: X -> Out
      assign_value = assign_value: -> Out
      assign_value_ = assign_value: _ -> Out
      dropout = dropout: X _ @p -> Out; p=dropout_prob mode=dropout_implementation
      cast = cast: X -> Out; dtype=out_dtype
      cast_ = cast: X -> Out; dtype=out_dtype
      equal = equal: X Y -> Out
      not_equal = not_equal: X Y -> Out
      greater_than = greater_than: X Y -> Out
      greater_equal = greater_equal: X Y -> Out
      less_than = less_than: X Y -> Out
      less_equal = less_equal: X Y -> Out
      logical_and = logical_and: X Y -> Out
      logical_or = logical_or: X Y -> Out
      logical_not = logical_not: X -> Out
      where = where: Condition X Y -> Out
      pad3d = pad3d: X @paddings -> Out; pad_value=value
      pad = pad: X -> Out
      pixel_shuffle = pixel_shuffle: X -> Out
      gather = gather: X Index @axis -> Out
      """;

  private static final Map<String, PirOperator> OPERATORS = parse();

  private PirOperators() {}

  /**
   * One line of the table.
   *
   * @param type in Paddle 2
   * @param inputs slots by position
   * @param outputs slots by position
   * @param attributes names in Paddle 2 of attributes that are renamed
   */
  record PirOperator(
      String type, List<Slot> inputs, List<Slot> outputs, Map<String, String> attributes) {}

  /**
   * Where the value at a position belongs.
   *
   * @param name of the slot or attribute in Paddle 2
   * @param kind of the place
   */
  record Slot(String name, Kind kind) {
    enum Kind {
      VALUE,
      VECTOR,
      ATTRIBUTE,
      IGNORED
    }

    static Slot of(String word) {
      if (word.equals("_")) {
        return new Slot(word, Kind.IGNORED);
      }
      if (word.startsWith("@")) {
        return new Slot(word.substring(1), Kind.ATTRIBUTE);
      }
      return word.endsWith("*")
          ? new Slot(word.substring(0, word.length() - 1), Kind.VECTOR)
          : new Slot(word, Kind.VALUE);
    }
  }

  /** How an operator of Paddle 3 is called in Paddle 2, if that is known. */
  static Optional<PirOperator> find(String name) {
    return Optional.ofNullable(OPERATORS.get(name));
  }

  private static Map<String, PirOperator> parse() {
    Map<String, PirOperator> operators = new HashMap<>();
    TABLE
        .lines()
        .forEach(
            line -> {
              int equals = line.indexOf(" = ");
              int colon = line.indexOf(':');
              int arrow = line.indexOf("->");
              int end = line.indexOf(';') < 0 ? line.length() : line.indexOf(';');
              Map<String, String> renamed = new HashMap<>();
              for (String pair : words(line.substring(Math.min(end + 1, line.length())))) {
                int split = pair.indexOf('=');
                renamed.put(pair.substring(0, split), pair.substring(split + 1));
              }
              operators.put(
                  line.substring(0, equals),
                  new PirOperator(
                      line.substring(equals + 3, colon),
                      slots(line.substring(colon + 1, arrow)),
                      slots(line.substring(arrow + 2, end)),
                      Map.copyOf(renamed)));
            });
    return Map.copyOf(operators);
  }

  private static List<Slot> slots(String text) {
    return words(text).stream().map(Slot::of).toList();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>(List.of(text.strip().split(" +")));
    words.removeIf(String::isEmpty);
    return words;
  }
}
