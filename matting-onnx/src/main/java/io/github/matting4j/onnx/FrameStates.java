package io.github.matting4j.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The states of a recurrent network between two frames, in two sets of buffers that take turns. Not
 * thread-safe.
 */
final class FrameStates {
  private final List<GraphBinding.State> states;
  private final List<TensorBuffer> current = new ArrayList<>();
  private final List<TensorBuffer> next = new ArrayList<>();
  private boolean first = true;

  /** Zeros, as before the first frame. */
  FrameStates(List<GraphBinding.State> states) {
    this.states = states;
    for (GraphBinding.State state : states) {
      TensorBuffer zeros = new TensorBuffer(state.type());
      zeros.shape(state.names().shape().stream().mapToLong(Long::longValue).toArray());
      zeros.zero();
      current.add(zeros);
      next.add(new TensorBuffer(state.type()));
    }
  }

  /** Adds the inputs of the next frame. */
  void addInputs(Map<String, TensorBuffer> inputs) {
    for (int i = 0; i < states.size(); i++) {
      inputs.put(states.get(i).names().input(), current.get(i));
    }
  }

  /** Adds the outputs of the next frame; one that is there already is copied afterwards. */
  void addOutputs(Map<String, TensorBuffer> outputs) {
    for (int i = 0; i < states.size(); i++) {
      if (first) {
        next.get(i).leaveOpen();
      } else {
        next.get(i).shape(current.get(i).shape());
      }
      outputs.putIfAbsent(states.get(i).names().output(), next.get(i));
    }
  }

  /** Copies the outputs that are not states only, after a run with these outputs. */
  void receive(Map<String, TensorBuffer> outputs) {
    for (int i = 0; i < states.size(); i++) {
      TensorBuffer output = outputs.get(states.get(i).names().output());
      if (output != null && output != next.get(i)) {
        next.get(i).fill(output.shape(), output.bytes());
      }
    }
  }

  /** Makes the received states those of the next frame. */
  void advance() {
    for (int i = 0; i < states.size(); i++) {
      TensorBuffer received = next.get(i);
      next.set(i, current.get(i));
      current.set(i, received);
    }
    first = false;
  }
}
