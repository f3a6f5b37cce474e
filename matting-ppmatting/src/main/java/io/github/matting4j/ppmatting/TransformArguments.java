package io.github.matting4j.ppmatting;

import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.onnx.size.SizeTransform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one transform of a deploy.yaml. What is there and cannot be used is refused with
 * the file, the transform, the argument and its value.
 */
final class TransformArguments {
  private static final int MAX_SHOWN = 60;

  private final Path file;
  private final String transform;
  private final Map<?, ?> arguments;

  TransformArguments(Path file, String transform, Map<?, ?> arguments) {
    this.file = file;
    this.transform = transform;
    this.arguments = arguments;
  }

  /** Refuses arguments other than these. */
  void allow(String... names) {
    Set<String> unknown = new TreeSet<>();
    arguments.keySet().forEach(key -> unknown.add(shown(key)));
    unknown.remove("type");
    Set.of(names).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw refused("has the argument " + unknown.iterator().next() + ", which is not supported");
    }
  }

  /** True or false. */
  boolean flag(String name, boolean otherwise) {
    Object value = arguments.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, value, "true or false");
  }

  /** A side in pixels; empty if it is missing or null. */
  OptionalInt side(String name) {
    Object value = arguments.get(name);
    return value == null ? OptionalInt.empty() : OptionalInt.of(checkedSide(name, value));
  }

  /** A side in pixels that must be there. */
  int requiredSide(String name) {
    return side(name).orElseThrow(() -> refused("has no " + name));
  }

  private int checkedSide(String name, Object value) {
    if (value instanceof Integer side && side >= 1 && side <= SizeTransform.MAX_SIDE) {
      return side;
    }
    throw wrong(name, value, "a whole number of 1 to " + SizeTransform.MAX_SIDE);
  }

  /** Columns and rows that must be there. */
  int[] requiredSize(String name) {
    Object value = arguments.get(name);
    if (value instanceof List<?> sides && sides.size() == 2) {
      return new int[] {element(name, sides.get(0)), element(name, sides.get(1))};
    }
    throw wrong(name, value, "two sides [width, height]");
  }

  private int element(String name, @Nullable Object side) {
    if (side == null) {
      throw wrong(name, null, "a whole number of 1 to " + SizeTransform.MAX_SIDE);
    }
    return checkedSide(name, side);
  }

  /** One number for each channel. */
  List<Double> channels(String name, List<Double> otherwise) {
    Object value = arguments.get(name);
    if (value == null) {
      return otherwise;
    }
    List<Double> numbers = new ArrayList<>();
    if (value instanceof List<?> list && list.size() == 3) {
      for (Object element : list) {
        if (element instanceof Number number && Float.isFinite(number.floatValue())) {
          numbers.add(number.doubleValue());
        }
      }
    }
    if (numbers.size() != 3) {
      throw wrong(name, value, "three numbers, one for each channel");
    }
    return numbers;
  }

  /** Refuses an interpolation other than the bilinear one that PaddleSeg uses for photos. */
  void requireLinear(String name) {
    Object value = arguments.get(name);
    if (value != null && !Set.of("LINEAR", "INTER_LINEAR", "1").contains(shown(value))) {
      throw wrong(name, value, "LINEAR");
    }
  }

  private ModelLoadException wrong(String name, @Nullable Object value, String expected) {
    return refused("has " + name + " " + shown(value) + "; it must be " + expected);
  }

  /** Says what is wrong with this transform. */
  ModelLoadException refused(String why) {
    return new ModelLoadException(
        file + ": the transform " + transform + " " + why + "; correct or remove it");
  }

  /** A value of the file on one short line. */
  static String shown(@Nullable Object value) {
    String text = String.valueOf(value).replaceAll("\\p{Cntrl}", "?");
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }
}
