package io.github.matting4j.convert.paddle.program;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Types of elements that a Paddle tensor can have. */
public enum DataType {
  BOOL(0, 1, "bool"),
  INT16(1, 2, "i16"),
  INT32(2, 4, "i32"),
  INT64(3, 8, "i64"),
  FLOAT16(4, 2, "f16"),
  FLOAT32(5, 4, "f32"),
  FLOAT64(6, 8, "f64"),
  UINT8(20, 1, "ui8"),
  INT8(21, 1, "i8"),
  BFLOAT16(22, 2, "bf16");

  private static final Map<String, DataType> BY_LONG_NAME =
      Map.ofEntries(
          Map.entry("bool", BOOL),
          Map.entry("int16", INT16),
          Map.entry("int32", INT32),
          Map.entry("int64", INT64),
          Map.entry("float16", FLOAT16),
          Map.entry("float32", FLOAT32),
          Map.entry("float64", FLOAT64),
          Map.entry("uint8", UINT8),
          Map.entry("int8", INT8),
          Map.entry("bfloat16", BFLOAT16));

  private final int code;
  private final int bytes;
  private final String shortName;

  DataType(int code, int bytes, String shortName) {
    this.code = code;
    this.bytes = bytes;
    this.shortName = shortName;
  }

  /** The number that stands for it in files and in attributes such as {@code dtype}. */
  public int code() {
    return code;
  }

  /** Size of an element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Whether its elements are whole numbers; {@code false} for {@link #BOOL}. */
  public boolean isInteger() {
    return switch (this) {
      case INT8, UINT8, INT16, INT32, INT64 -> true;
      default -> false;
    };
  }

  /** The type of this number. */
  public static Optional<DataType> of(long code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** The type of a Paddle 3 type or attribute: {@code 0.t_f32} or {@code float32}. */
  static Optional<DataType> named(String name) {
    String bare = name.replaceFirst("^[0-9]+\\.t_", "").toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(type -> type.shortName.equals(bare))
        .findFirst()
        .or(() -> Optional.ofNullable(BY_LONG_NAME.get(bare)));
  }
}
