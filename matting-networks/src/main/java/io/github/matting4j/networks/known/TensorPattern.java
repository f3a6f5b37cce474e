package io.github.matting4j.networks.known;

import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a signature says of an input or output, or of several equal ones in a row. As text {@code
 * NAME TYPE SIZE,SIZE,... xCOUNT}: a name of {@code *} stands for any, a size of {@code ?} for an
 * open one, and of {@code *} for any.
 *
 * @param name empty for any
 * @param type of the elements, a number of ONNX
 * @param dims sizes, {@link TensorInfo#OPEN} or {@link #ANY}
 * @param count how many there are in a row
 */
record TensorPattern(Optional<String> name, long type, List<Long> dims, int count) {
  static final long ANY = -2;

  private static final Pattern TEXT =
      Pattern.compile("(\\S+) (float32|float16) ([0-9?*]+(?:,[0-9?*]+)*)(?: x([0-9]+))?");

  TensorPattern {
    dims = List.copyOf(dims);
  }

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException if it has another form
   */
  static TensorPattern parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no tensor; write one as 'input float32 1,3,?,*'");
    }
    List<Long> dims =
        Arrays.stream(matcher.group(3).split(",", -1)).map(TensorPattern::dim).toList();
    return new TensorPattern(
        Optional.of(matcher.group(1)).filter(name -> !name.equals("*")),
        matcher.group(2).equals("float16") ? TensorInfo.FLOAT16 : Constant.FLOAT,
        dims,
        matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4)));
  }

  private static long dim(String text) {
    return switch (text) {
      case "?" -> TensorInfo.OPEN;
      case "*" -> ANY;
      default -> Long.parseLong(text);
    };
  }

  boolean matches(TensorInfo tensor) {
    return name.map(wanted -> isName(wanted, tensor.name())).orElse(true)
        && type == tensor.type()
        && dims.size() == tensor.rank()
        && hasDims(tensor);
  }

  private boolean hasDims(TensorInfo tensor) {
    for (int i = 0; i < dims.size(); i++) {
      if (dims.get(i) != ANY && dims.get(i) != tensor.dim(i)) {
        return false;
      }
    }
    return true;
  }

  /** Exporters number tensors that have no name, and differently from version to version. */
  private static boolean isName(String wanted, String found) {
    return wanted.equals(found) || (isNumber(wanted) && isNumber(found));
  }

  private static boolean isNumber(String name) {
    return name.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
