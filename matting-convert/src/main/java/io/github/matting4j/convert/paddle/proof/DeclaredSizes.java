package io.github.matting4j.convert.paddle.proof;

import io.github.matting4j.convert.paddle.program.Operation;
import io.github.matting4j.convert.paddle.program.Variable;
import io.github.matting4j.convert.paddle.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Compares every size that follows from the input's with the one that the program declares. Not
 * thread-safe.
 */
public final class DeclaredSizes {
  private static final int MAX_DISPUTES = 5;

  private final SizeModel sizes;
  private final List<String> disputes = new ArrayList<>();
  private int disputed;
  private int proven;

  public DeclaredSizes(SizeModel sizes) {
    this.sizes = sizes;
  }

  /**
   * Compares the sizes of a result with those that are declared of it.
   *
   * @return the sizes that hold
   * @throws NotProvenException if the model's sizes are opened and these do not follow from them
   */
  public List<Size> settled(Operation operation, Variable declared, List<Size> dims)
      throws NotProvenException {
    if (declared.dims().size() != dims.size()) {
      dispute(operation, declared, dims);
      return dims;
    }
    List<Size> settled = new ArrayList<>();
    for (int i = 0; i < dims.size(); i++) {
      Size derived = dims.get(i);
      long stated = declared.dims().get(i);
      if (stated < 0) {
        settled.add(derived);
        continue;
      }
      OptionalLong value = sizes.exported(derived);
      if (value.isPresent() && value.getAsLong() == stated) {
        proven++;
        settled.add(derived);
      } else if (value.isEmpty() && !sizes.isOpened()) {
        settled.add(Size.of(stated)); // what a run computes, and the exporter knew
      } else {
        dispute(operation, declared, dims);
        settled.add(derived);
      }
    }
    return settled;
  }

  private void dispute(Operation operation, Variable declared, List<Size> dims)
      throws NotProvenException {
    String what =
        "operator "
            + operation.type()
            + " yields '"
            + declared.name()
            + "' with the sizes "
            + dims
            + ", the program declares "
            + declared.dims();
    if (sizes.isOpened()) {
      throw new NotProvenException(what);
    }
    if (++disputed <= MAX_DISPUTES) {
      disputes.add(what);
    }
  }

  /** Declared sizes that contradict the derived ones; the first few in words. */
  public List<String> disputes() {
    List<String> all = new ArrayList<>(disputes);
    if (disputed > MAX_DISPUTES) {
      all.add((disputed - MAX_DISPUTES) + " further declared sizes contradict the derived ones");
    }
    return all;
  }

  /** How many declared sizes agree with the derived ones. */
  public int proven() {
    return proven;
  }
}
