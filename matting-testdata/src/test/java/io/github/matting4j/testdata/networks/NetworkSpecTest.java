package io.github.matting4j.testdata.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.matting4j.testdata.onnx.OnnxModel;
import io.github.matting4j.testdata.onnx.OrtRun;
import io.github.matting4j.testdata.onnx.Pictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkSpecTest {

  @TempDir Path folder;

  @Test
  void equalDescriptionsGiveEqualBytes() throws Exception {
    NetworkSpec spec = NetworkSpec.modNetMobileNetV2().widthDivisor(8).seed(7);
    byte[] once = spec.model().toBytes();
    NetworkSummary summary = spec.write(folder.resolve("a.onnx"));
    assertThat(folder.resolve("a.onnx")).hasBinaryContent(once);
    assertThat(summary.fileBytes()).isEqualTo(once.length);
    assertThat(spec.seed(8).model().toBytes()).isNotEqualTo(once);
  }

  /** Made with OpenJDK 17.0.15 on x86-64; must be the same everywhere. */
  @Test
  void bytesAreTheSameOnEveryMachine() throws Exception {
    OnnxModel model = NetworkSpec.ppMattingV2().fixedSize(384, 384).widthDivisor(16).model();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(model.toBytes());
    assertThat(HexFormat.of().formatHex(digest))
        .isEqualTo("b287003ffec6457c5cda75b1c226cb640944e7c45204e9bd3a89f8a0784dbd34");
  }

  @Test
  void fullSizePpMattingV2Runs() throws Exception {
    Path file = folder.resolve("v2.onnx");
    NetworkSummary summary = NetworkSpec.ppMattingV2().write(file);
    assertThat(Files.size(file)).isEqualTo(summary.fileBytes()).isBetween(35_000_000L, 37_000_000L);
    try (OrtRun run = OrtRun.open(file)) {
      OrtRun.Result matte = run.run(Pictures.disc(1, 512, 512), 1, 3, 512, 512);
      assertThat(matte.shape()).containsExactly(1, 1, 512, 512);
      for (float value : matte.values()) {
        assertThat(value >= 0 && value <= 1).isTrue();
      }
      assertThat(matte.deviation()).isGreaterThan(0.1);
    }
  }

  @Test
  void ppMattingV2IsNotExportedBelow384() {
    NetworkSpec spec = NetworkSpec.ppMattingV2().adaptivePooling(AdaptivePooling.EXPORTER);
    assertThat(spec.fixedSize(384, 416).summary().nodes()).isPositive();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.fixedSize(352, 512).summary())
        .withMessageContaining("at least 384, not 352x512")
        .withMessageContaining("stride 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.fixedSize(512, 352).write(folder.resolve("x.onnx")));
    assertThat(folder.resolve("x.onnx")).doesNotExist();
  }

  @Test
  void onlyModNetIsExportedDynamically() {
    for (NetworkSpec spec : NetworkSpec.all()) {
      NetworkSpec exported = spec.adaptivePooling(AdaptivePooling.EXPORTER).dynamic();
      if (spec.name().startsWith("modnet")) {
        assertThat(exported.summary().nodes()).isPositive();
      } else {
        assertThatIllegalArgumentException()
            .isThrownBy(exported::summary)
            .withMessageContaining(spec.name());
      }
    }
  }

  @Test
  void sizesMustSuitTheNetwork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.ppMatting512().fixedSize(500, 512))
        .withMessageContaining("multiples of 32, not 500x512");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.ppHumanMatting().fixedSize(2048, 2080))
        .withMessageContaining("multiples of 128");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.ppMattingV2().fixedSize(32, 512))
        .withMessageContaining("at least 64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.ppMattingV2().widthDivisor(0));
  }

  @Test
  void commandLineWritesWhatItIsTold() throws Exception {
    Path file = folder.resolve("cli.onnx");
    WriteNetwork.write(
        "modnet-mobilenetv2", "96x64", file.toString(), "exporter", "seed=7", "divisor=16");
    NetworkSpec same =
        NetworkSpec.modNetMobileNetV2()
            .fixedSize(96, 64)
            .adaptivePooling(AdaptivePooling.EXPORTER)
            .seed(7)
            .widthDivisor(16);
    assertThat(file).hasBinaryContent(same.model().toBytes());
    WriteNetwork.write("pp-matting-512", "dynamic", file.toString(), "divisor=16");
    assertThat(file)
        .hasBinaryContent(NetworkSpec.ppMatting512().dynamic().widthDivisor(16).model().toBytes());
  }

  @Test
  void commandLineNamesTheNetworksItKnows() {
    String file = folder.resolve("no.onnx").toString();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WriteNetwork.write("u2net", "512x512", file))
        .withMessageContaining("u2net")
        .withMessageContaining("pp-mattingv2-512");
    assertThatIllegalArgumentException().isThrownBy(() -> WriteNetwork.write());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WriteNetwork.write("pp-matting-512", "512", file));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WriteNetwork.write("pp-matting-512", "512x512", file, "folded"));
  }
}
