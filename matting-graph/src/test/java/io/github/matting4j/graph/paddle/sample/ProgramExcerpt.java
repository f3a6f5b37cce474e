package io.github.matting4j.graph.paddle.sample;

import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import io.github.matting4j.graph.wire.WireMessage;
import io.github.matting4j.graph.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A part of a program file of Paddle 2. */
public final class ProgramExcerpt {
  private static final int BLOCK = 1;
  private static final int OPERATION = 4;

  private ProgramExcerpt() {}

  /**
   * The bytes of a program that returns only the given values: the inputs and operators that they
   * need, and all parameters.
   */
  public static byte[] of(byte[] program, List<String> outputs) throws MalformedGraphException {
    List<WireField> fields = new ArrayList<>();
    for (WireField field : WireMessage.parse(ByteBuffer.wrap(program)).fields()) {
      fields.add(
          field.number() == BLOCK ? WireField.of(BLOCK, block(field.message(), outputs)) : field);
    }
    return new WireMessage(fields).toBytes();
  }

  private static WireMessage block(WireMessage block, List<String> outputs)
      throws MalformedGraphException {
    Deque<WireField> fields = new ArrayDeque<>();
    for (int column = 0; column < outputs.size(); column++) {
      fields.addLast(WireField.of(OPERATION, fetch(outputs.get(column), column)));
    }
    Set<String> needed = new HashSet<>(outputs);
    for (int i = block.fields().size() - 1; i >= 0; i--) {
      WireField field = block.fields().get(i);
      if (field.number() != OPERATION) {
        fields.addFirst(field);
      } else if (values(field.message(), 2).stream().anyMatch(needed::contains)) {
        needed.addAll(values(field.message(), 1));
        fields.addFirst(field);
      }
    }
    return new WireMessage(List.copyOf(fields));
  }

  /** The values in the slots of an operator: 1 are inputs, 2 outputs. */
  private static List<String> values(WireMessage operation, int slots)
      throws MalformedGraphException {
    List<String> names = new ArrayList<>();
    for (WireMessage slot : operation.messages(slots)) {
      names.addAll(slot.texts(2));
    }
    return names;
  }

  private static WireMessage fetch(String name, int column) {
    WireMessage slot = WireMessage.of(WireWriter.text(1, "X"), WireWriter.text(2, name));
    WireMessage attribute =
        WireMessage.of(
            WireWriter.text(1, "col"), WireWriter.varint(2, 0), WireWriter.varint(3, column));
    return WireMessage.of(
        WireField.of(1, slot), WireWriter.text(3, "fetch"), WireField.of(4, attribute));
  }
}
