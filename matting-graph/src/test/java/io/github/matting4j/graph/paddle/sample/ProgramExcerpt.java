package io.github.matting4j.graph.paddle.sample;

import io.github.matting4j.graph.paddle.program.Program;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.graph.wire.WireField;
import io.github.matting4j.graph.wire.WireMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Other inputs and outputs for a program file of Paddle 2. */
public final class ProgramExcerpt {
  private static final int BLOCK = 1;
  private static final int OPERATION = 4;

  private ProgramExcerpt() {}

  /**
   * The bytes of a program that feeds only the given inputs and fetches only the given values. The
   * other operators stay, {@linkplain Program#parameters() parameters} too.
   */
  public static byte[] of(byte[] program, List<String> inputs, List<String> outputs)
      throws MalformedGraphException {
    List<WireField> fields = new ArrayList<>();
    for (WireField field : WireMessage.parse(ByteBuffer.wrap(program)).fields()) {
      fields.add(
          field.number() == BLOCK
              ? WireField.of(BLOCK, block(field.message(), inputs, outputs))
              : field);
    }
    return new WireMessage(fields).toBytes();
  }

  private static WireMessage block(WireMessage block, List<String> inputs, List<String> outputs)
      throws MalformedGraphException {
    List<WireField> fields = new ArrayList<>();
    for (WireField field : block.fields()) {
      if (field.number() != OPERATION || stays(field.message(), inputs)) {
        fields.add(field);
      }
    }
    for (int column = 0; column < outputs.size(); column++) {
      ProtobufMessage fetch =
          new ProtobufMessage()
              .message(1, new ProtobufMessage().text(1, "X").text(2, outputs.get(column)))
              .text(3, "fetch")
              .message(4, new ProtobufMessage().text(1, "col").integer(2, 0).integer(3, column));
      fields.add(
          WireField.of(OPERATION, WireMessage.parse(ByteBuffer.wrap(fetch.toBytes()))));
    }
    return new WireMessage(fields);
  }

  private static boolean stays(WireMessage operation, List<String> inputs)
      throws MalformedGraphException {
    return switch (operation.text(3)) {
      case "fetch" -> false;
      case "feed" -> inputs.containsAll(operation.messages(2).get(0).texts(2));
      default -> true;
    };
  }
}
