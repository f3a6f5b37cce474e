package io.github.matting4j.graph.paddle.translate;

import io.github.matting4j.graph.paddle.program.DataType;
import io.github.matting4j.graph.paddle.shape.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a value of the program while it is translated. Immutable.
 *
 * @param type of its elements
 * @param dims its sizes
 * @param tensor its name in the ONNX graph; absent while only its elements are known
 * @param elements of a tensor of whole numbers, the last dimension fastest, where each is known
 */
record Value(
    DataType type, List<Size> dims, @Nullable String tensor, @Nullable List<Size> elements) {
  Value {
    dims = List.copyOf(dims);
    elements = elements == null ? null : List.copyOf(elements);
  }

  int rank() {
    return dims.size();
  }

  Value withTensor(String name) {
    return new Value(type, dims, name, elements);
  }
}
