package io.github.matting4j.convert.paddle.interpreter;

import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import java.util.List;

/** Computes one type of operator. */
interface Operator {
  /** The values of the operator's main output slot. */
  List<PlainTensor> run(Call call) throws InvalidProgramException;

  /** An operator with one value. */
  interface Single {
    PlainTensor run(Call call) throws InvalidProgramException;
  }
}
