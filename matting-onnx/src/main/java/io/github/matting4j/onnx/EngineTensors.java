package io.github.matting4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.github.matting4j.model.ModelLoadException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** ONNX Runtime's tensors in the terms of this package. Stateless. */
final class EngineTensors {
  private EngineTensors() {}

  /**
   * The inputs or outputs of a graph.
   *
   * @throws ModelLoadException if one is too large for a buffer
   */
  static List<TensorSpec> specs(String model, Collection<NodeInfo> nodes) {
    List<TensorSpec> specs = new ArrayList<>();
    for (NodeInfo node : nodes) {
      if (node.getInfo() instanceof TensorInfo tensor) {
        List<Long> dims = new ArrayList<>();
        for (long dim : tensor.getShape()) {
          dims.add(dim);
        }
        specs.add(new TensorSpec(node.getName(), type(tensor.type), dims));
      } else {
        specs.add(new TensorSpec(node.getName(), TensorSpec.ElementType.OTHER, List.of()));
      }
    }
    specs.forEach(tensor -> requireHoldable(model, tensor));
    return List.copyOf(specs);
  }

  private static void requireHoldable(String name, TensorSpec tensor) {
    long[] stated =
        tensor.dims().stream()
            .mapToLong(Long::longValue)
            .filter(d -> d != TensorSpec.ANY)
            .toArray();
    if (TensorBuffer.bytes(tensor.type(), stated) > Integer.MAX_VALUE) {
      throw new ModelLoadException(
          name
              + " cannot be run: "
              + tensor
              + " is larger than the 2 GiB that one tensor can have; export the model for smaller"
              + " pictures");
    }
  }

  private static TensorSpec.ElementType type(OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> TensorSpec.ElementType.FLOAT;
      case UINT8 -> TensorSpec.ElementType.UINT8;
      default -> TensorSpec.ElementType.OTHER;
    };
  }

  /** A tensor on the memory of a buffer; the caller closes it. */
  static OnnxTensor tensor(TensorBuffer buffer) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    return buffer.type() == TensorSpec.ElementType.FLOAT
        ? OnnxTensor.createTensor(environment, buffer.floats(), buffer.shape())
        : OnnxTensor.createTensor(environment, buffer.bytes(), buffer.shape(), OnnxJavaType.UINT8);
  }
}
