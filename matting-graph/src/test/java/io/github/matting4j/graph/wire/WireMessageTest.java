package io.github.matting4j.graph.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.SharedData;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireMessageTest {
  private static WireMessage parse(String hex) throws MalformedGraphException {
    return WireMessage.parse(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  @Test
  void readsEveryWireType() throws Exception {
    // 1: varint 150; 2: "abc"; 3: fixed32 of 1.5f; 4: fixed64 of 1; 5: packed 1, 300; 5: 7
    WireMessage message =
        parse(
            "089601" + "1203616263" + "1d0000c03f" + "210100000000000000" + "2a0301ac02" + "2807");
    assertThat(message.integer(1, 0)).isEqualTo(150);
    assertThat(message.text(2)).isEqualTo("abc");
    assertThat(message.real(3, 0)).isEqualTo(1.5f);
    assertThat(message.integers(5)).containsExactly(1L, 300L, 7L);
    assertThat(message.integer(9, -4)).isEqualTo(-4);
    assertThat(message.text(9)).isEmpty();
    assertThatThrownBy(() -> message.integer(2, 0)).isInstanceOf(MalformedGraphException.class);
    assertThatThrownBy(() -> message.text(1)).isInstanceOf(MalformedGraphException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0896, ends within",
    "12056162, declares 5 bytes, but 2",
    "12ffffffffffffffffff01, declares",
    "0b, wire type 3",
    "00, field number 0",
    "08ffffffffffffffffffffff01, more than 10 bytes",
    "1d0000, ends within"
  })
  void refusesWhatIsBroken(String hex, String message) {
    assertThatThrownBy(() -> parse(hex))
        .isInstanceOf(MalformedGraphException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesMoreFieldsThanAnyGraphHas() {
    ByteBuffer many = ByteBuffer.allocate(2 * 200_001);
    while (many.hasRemaining()) {
      many.put((byte) 8).put((byte) 1);
    }
    assertThatThrownBy(() -> WireMessage.parse(many.flip())).hasMessageContaining("200000");
  }

  @Test
  void writesBackTheSameBytesKnownOrNot() throws Exception {
    String odd = "f8ff0701" + "0a8000"; // a far field; a length of 0 written in two bytes
    assertThat(parse(odd).toBytes()).isEqualTo(HexFormat.of().parseHex(odd));
    byte[] tiny = TinyGraphs.dynamic().identityAlpha().toBytes();
    assertThat(WireMessage.parse(ByteBuffer.wrap(tiny)).toBytes()).isEqualTo(tiny);
    try (Stream<Path> models = Files.list(SharedData.require("models"))) {
      for (Path file : models.filter(f -> f.toString().endsWith(".onnx")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(WireMessage.parse(ByteBuffer.wrap(bytes)).toBytes()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void aMadeMessageReadsAsItWasMade() throws Exception {
    WireMessage inner =
        WireMessage.of(
            WireWriter.varint(1, -1), WireWriter.text(2, "ä"), WireWriter.varint(900, 5));
    WireMessage read =
        WireMessage.parse(ByteBuffer.wrap(WireMessage.of(WireField.of(7, inner)).toBytes()));
    WireMessage again = read.messages(7).get(0);
    assertThat(again.integer(1, 0)).isEqualTo(-1);
    assertThat(again.text(2)).isEqualTo("ä");
    assertThat(again.integer(900, 0)).isEqualTo(5);
  }
}
