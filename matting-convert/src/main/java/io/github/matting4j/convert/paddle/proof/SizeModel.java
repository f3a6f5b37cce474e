package io.github.matting4j.convert.paddle.proof;

import io.github.matting4j.convert.paddle.program.Program;
import io.github.matting4j.convert.paddle.program.Variable;
import io.github.matting4j.convert.paddle.shape.Atom;
import io.github.matting4j.convert.paddle.shape.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which sizes the inputs of a network have: as the program declares them, or, for a program of one
 * fixed size, as variables that stand for any multiple of a number. Immutable.
 */
public final class SizeModel {
  private static final int IMAGE_RANK = 4;
  private static final int MAX_HALVINGS = 7;
  private static final int MAX_MARGIN = 8;

  private final Map<String, List<Size>> inputs;
  private final Map<Atom.Axis, Long> exported;
  private final boolean opened;
  private final long multiple;

  /** Variables for height and width, and what they were when the network was exported. */
  private final Map<Integer, Size> baked;

  private SizeModel(
      Map<String, List<Size>> inputs,
      Map<Atom.Axis, Long> exported,
      boolean opened,
      long multiple,
      Map<Integer, Size> baked) {
    this.inputs = inputs;
    this.exported = exported;
    this.opened = opened;
    this.multiple = multiple;
    this.baked = baked;
  }

  /** The sizes as declared: open ones are variables, the others are constants. */
  public static SizeModel declared(Program program, long multiple) {
    Map<String, List<Size>> inputs = new HashMap<>();
    for (String name : program.inputs()) {
      List<Size> dims = new ArrayList<>();
      for (long dim : declaredDims(program, name)) {
        dims.add(dim < 0 ? Size.axis(name, dims.size()) : Size.of(dim));
      }
      inputs.put(name, dims);
    }
    return new SizeModel(inputs, Map.of(), false, multiple, Map.of());
  }

  /**
   * Variables in place of the declared height and width of all images.
   *
   * @param openBatch whether a declared batch of 1 becomes a variable too
   */
  public static SizeModel opened(Program program, long multiple, boolean openBatch) {
    Map<String, List<Size>> inputs = new HashMap<>();
    Map<Atom.Axis, Long> exported = new HashMap<>();
    Map<Integer, Size> baked = new HashMap<>();
    String first = images(program).get(0);
    for (String name : program.inputs()) {
      List<Long> declared = declaredDims(program, name);
      boolean image = declared.size() == IMAGE_RANK;
      List<Size> dims = new ArrayList<>();
      for (int i = 0; i < declared.size(); i++) {
        long dim = declared.get(i);
        boolean variable = image && (i >= 2 || (i == 0 && (openBatch || dim < 0)));
        if (variable) {
          Size size = i == 0 ? Size.axis(first, 0) : Size.axis(first, i, multiple);
          if (dim >= 0) {
            exported.put(new Atom.Axis(first, i, 1), dim);
          }
          if (i >= 2) {
            baked.put(i, size);
          }
          dims.add(size);
        } else {
          dims.add(dim < 0 ? Size.axis(name, i) : Size.of(dim));
        }
      }
      inputs.put(name, dims);
    }
    return new SizeModel(inputs, exported, true, multiple, baked);
  }

  /** The fixed height and width of a program's images, if they are fixed and all the same. */
  public static Optional<List<Long>> fixedSize(Program program) {
    Optional<List<Long>> size = Optional.empty();
    for (String name : images(program)) {
      List<Long> found = declaredDims(program, name).subList(2, IMAGE_RANK);
      if (found.contains(-1L) || (size.isPresent() && !size.get().equals(found))) {
        return Optional.empty();
      }
      size = Optional.of(List.copyOf(found));
    }
    return size;
  }

  private static List<String> images(Program program) {
    return program.inputs().stream()
        .filter(name -> declaredDims(program, name).size() == IMAGE_RANK)
        .toList();
  }

  private static List<Long> declaredDims(Program program, String name) {
    return program.variable(name).map(Variable::dims).orElse(List.of());
  }

  /** The sizes of an input. */
  public List<Size> input(String name) {
    return inputs.getOrDefault(name, List.of());
  }

  /** Whether sizes are variables which the program declares as constants. */
  public boolean isOpened() {
    return opened;
  }

  /** Whether height or width of an image is a variable. */
  public boolean isDynamic() {
    return inputs.values().stream()
        .filter(dims -> dims.size() == IMAGE_RANK)
        .flatMap(dims -> dims.subList(2, IMAGE_RANK).stream())
        .anyMatch(size -> !size.isConstant());
  }

  /** The value of a size when the network was exported. */
  public OptionalLong exported(Size size) {
    return size.evaluate(
        axis -> {
          Long value = exported.get(new Atom.Axis(axis.tensor(), axis.index(), 1));
          return value == null ? OptionalLong.empty() : OptionalLong.of(value);
        });
  }

  /**
   * What a constant of the program is in terms of the input's size.
   *
   * @param value the constant
   * @param axis 2 for heights, 3 for widths
   * @return nothing if the constant is not explained by the size
   */
  public Optional<Size> explain(long value, int axis) {
    Size size = baked.get(axis);
    if (size == null) {
      return Optional.empty();
    }
    for (int halvings = 0; halvings <= MAX_HALVINGS; halvings++) {
      Size candidate = size.floorDiv(1L << halvings);
      if (exported(candidate).orElse(-1) == value) {
        return Optional.of(candidate);
      }
    }
    OptionalLong whole = exported(size);
    return whole.isPresent() && Math.abs(value - whole.getAsLong()) <= MAX_MARGIN
        ? Optional.of(size.plus(value - whole.getAsLong()))
        : Optional.empty();
  }

  /** The same size, simplified by what every valid input's height and width are multiples of. */
  public Size forValidInputs(Size size) {
    return size.substitute(
        axis ->
            axis.multiple() == 1 && axis.index() >= 2 && inputs.containsKey(axis.tensor())
                ? Size.axis(axis.tensor(), axis.index(), multiple)
                : Size.of(axis));
  }
}
