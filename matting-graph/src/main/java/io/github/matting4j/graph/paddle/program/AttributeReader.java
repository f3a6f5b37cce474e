package io.github.matting4j.graph.paddle.program;

import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import io.github.matting4j.graph.wire.WireMessage;
import java.util.ArrayList;
import java.util.List;

/** Reads an attribute of Paddle 2's {@code OpDesc}. */
final class AttributeReader {
  /** Far above the constants of any network; bounds the heap. */
  private static final int MAX_BYTES = 1 << 20;

  private AttributeReader() {}

  /**
   * @param operator whose attribute it is
   * @param name of the attribute
   * @param message that holds it
   */
  static Attribute read(String operator, String name, WireMessage message)
      throws MalformedGraphException, InvalidProgramException {
    long bytes = 0;
    for (WireField field : message.fields()) {
      bytes += field.raw().remaining();
    }
    if (bytes > MAX_BYTES) {
      throw new InvalidProgramException(
          "Attribute "
              + name
              + " of operator "
              + operator
              + " is too long: "
              + bytes
              + " bytes, at most "
              + MAX_BYTES
              + " are read. "
              + Refusals.DAMAGED);
    }
    long type = message.integer(2, -1);
    return switch ((int) Math.max(-1, Math.min(type, Integer.MAX_VALUE))) {
      case 0 -> new Attribute.Integers(message.integers(3));
      case 1 -> new Attribute.Reals(floats(message, 4));
      case 2 -> new Attribute.Texts(message.texts(5));
      case 3 -> new Attribute.Integers(message.integers(6));
      case 4 -> new Attribute.Reals(floats(message, 7));
      case 5 -> new Attribute.Texts(message.texts(8));
      case 6 -> new Attribute.Integers(message.integers(10));
      case 7 -> new Attribute.Integers(message.integers(11));
      case 9 -> new Attribute.Integers(message.integers(13));
      case 11 -> new Attribute.Integers(message.integers(15));
      case 12 -> new Attribute.Reals(message.doubles(16));
      case 13 -> new Attribute.Variables(message.texts(17));
      case 14 -> new Attribute.Variables(message.texts(18));
      case 15 -> new Attribute.Reals(message.doubles(19));
      case 16 -> scalars(operator, name, message.messages(20));
      case 17 -> scalars(operator, name, message.messages(21));
      case 8, 10 ->
          throw new InvalidProgramException(
              "The program has control flow: operator "
                  + operator
                  + " runs other operators. Only networks without loops and conditions are"
                  + " supported.");
      default ->
          throw new InvalidProgramException(
              "Attribute "
                  + name
                  + " of operator "
                  + operator
                  + " has an unknown kind: number "
                  + type
                  + ". "
                  + Refusals.DAMAGED);
    };
  }

  private static List<Double> floats(WireMessage message, int number)
      throws MalformedGraphException {
    List<Double> values = new ArrayList<>();
    for (float value : message.reals(number)) {
      values.add((double) value);
    }
    return values;
  }

  private static Attribute scalars(String operator, String name, List<WireMessage> scalars)
      throws MalformedGraphException, InvalidProgramException {
    List<Double> values = new ArrayList<>();
    boolean whole = true;
    List<Long> integers = new ArrayList<>();
    for (WireMessage scalar : scalars) {
      long type = scalar.integer(1, -1);
      if (type == 1 || type == 2) {
        integers.add(scalar.integer((int) type + 1, 0));
        values.add((double) scalar.integer((int) type + 1, 0));
      } else if (type == 3) {
        whole = false;
        values.addAll(scalar.doubles(4));
      } else {
        throw new InvalidProgramException(
            "Attribute "
                + name
                + " of operator "
                + operator
                + " has an unsupported kind of number: "
                + type
                + ". Export the network in 32-bit floating point.");
      }
    }
    return whole ? new Attribute.Integers(integers) : new Attribute.Reals(values);
  }
}
