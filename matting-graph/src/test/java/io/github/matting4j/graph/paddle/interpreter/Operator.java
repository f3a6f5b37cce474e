package io.github.matting4j.graph.paddle.interpreter;

import io.github.matting4j.graph.paddle.program.InvalidProgramException;
import java.util.List;

/** Computes one type of operator. */
interface Operator {
  /** The values of the operator's main output slot. */
  List<Tensor> run(Call call) throws InvalidProgramException;

  /** An operator with one value. */
  interface Single {
    Tensor run(Call call) throws InvalidProgramException;
  }
}
