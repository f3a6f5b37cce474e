package io.github.matting4j.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.MattingModelContract;
import io.github.matting4j.testing.SharedData;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterModelTest implements MattingModelContract {
  @Override
  public MattingModel open(OpenOptions options) {
    return new StarterProvider().open("portrait-starter", options);
  }

  @Test
  void isFoundByServiceLookupAndReady() {
    assertThat(MattingModels.discovered().list(OpenOptions.forLatency()))
        .filteredOn(line -> line.id().equals("portrait-starter"))
        .singleElement()
        .extracting(ModelStatus::availability)
        .matches(availability -> availability.isReady());
  }

  @Test
  void aFileThatIsNamedIsOpened(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("mine.onnx");
    try (InputStream in = StarterProvider.class.getResourceAsStream(StarterProvider.RESOURCE)) {
      byte[] unknownField = {(byte) 0xF8, 0x07, 0x01}; // other bytes, the same model
      Files.write(file, in.readAllBytes());
      Files.write(file, unknownField, StandardOpenOption.APPEND);
    }
    ArgbImage wall = ArgbImage.filled(320, 240, 0xFFC8C0B8);
    try (MattingModel model = open(OpenOptions.forLatency().modelFile(file))) {
      assertThat(model.run(wall).report().modelSha256())
          .isEqualTo(ModelFile.inspect(file).sha256());
    }
  }

  @Test
  void aFileThatIsNoStarterIsRefused(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("other.onnx");
    TinyGraphs.dynamic().twoInputs().write(file);
    assertThatThrownBy(() -> open(OpenOptions.forLatency().modelFile(file)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(file + " is not a portrait-starter graph");
    OpenOptions none = OpenOptions.forLatency().modelFile(folder.resolve("none.onnx"));
    assertThat(new StarterProvider().probe("portrait-starter", none).isReady()).isFalse();
    assertThatThrownBy(() -> open(none)).hasMessageContaining("no model file at");
  }

  @Test
  void findsThePersonOnARealPortrait() throws Exception {
    ArgbImage photo = ImageFiles.read(SharedData.require("photos/carvekit-4.jpg"));
    try (MattingModel model = open(OpenOptions.forLatency())) {
      AlphaMatte matte = model.matte(photo);
      assertThat(matte.alpha(440, 330)).as("face").isGreaterThan(0.98f);
      assertThat(matte.alpha(420, 800)).as("chest").isGreaterThan(0.9f);
      assertThat(matte.alpha(100, 100)).as("wall").isLessThan(0.02f);
      assertThat(matte.alpha(820, 600)).as("wall").isLessThan(0.02f);
    }
  }

  @Test
  void isTheNetworkOfTheModelCard() throws Exception {
    try (var in = StarterProvider.class.getResourceAsStream(StarterProvider.RESOURCE)) {
      byte[] weights = in.readAllBytes();
      assertThat(weights).hasSize(3_106_961);
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(weights)))
          .isEqualTo("3d87b93ac8b4192722beab0f78f6eb6aa47363f42c9f95006aaf0d9c44cc96b1");
    }
  }

  @Test
  void findsTheWholePersonInAYogaPose() throws Exception {
    ArgbImage photo = ImageFiles.read(SharedData.require("photos/yoga.png"));
    try (MattingModel model = open(OpenOptions.forLatency())) {
      assertThat(model.matte(photo).mean()).isBetween(0.06, 0.1);
    }
  }

  @Test
  void aPlainWallHasNoPerson() {
    try (MattingModel model = open(OpenOptions.forLatency())) {
      assertThat(model.matte(ArgbImage.filled(900, 600, 0xFFC8C0B8)).mean()).isLessThan(0.01);
    }
  }

  @Test
  void otherWeightsThanTheReleasedOnesAreRefused() throws Exception {
    byte[] weights;
    try (InputStream in = StarterProvider.class.getResourceAsStream(StarterProvider.RESOURCE)) {
      weights = in.readAllBytes();
    }
    assertThat(StarterProvider.verified(weights)).isSameAs(weights);
    weights[weights.length / 2] ^= 1;
    assertThatThrownBy(() -> StarterProvider.verified(weights))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContainingAll(StarterProvider.SHA256, "damaged");
  }
}
