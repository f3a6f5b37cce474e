package io.github.matting4j.ppmatting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.MattingModels;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testdata.networks.NetworkSpec;
import io.github.matting4j.testdata.onnx.OnnxModel;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.MattingModelContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PpMattingModelTest implements MattingModelContract {
  private static final OpenOptions OPTIONS = OpenOptions.forLatency().threads(1);

  @TempDir static Path folder;

  @BeforeAll
  static void writeTheContractsModel() throws Exception {
    NetworkSpec.ppMattingV2().dynamic().widthDivisor(16).write(folder.resolve("contract.onnx"));
  }

  @Override
  public MattingModel open(OpenOptions options) {
    return new PpMattingProvider()
        .open("pp-mattingv2-512", options.modelFile(folder.resolve("contract.onnx")));
  }

  private static MattingModel open(String id, OnnxModel model) throws Exception {
    Path file = Files.createTempFile(folder, id, ".onnx");
    model.write(file);
    return new PpMattingProvider().open(id, OPTIONS.modelFile(file));
  }

  /** Grey rises from 0 at the left to 255 at the right. */
  private static ArgbImage ramp(int width, int height) {
    int[] argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      int grey = Math.round(255f * (i % width) / (width - 1));
      argb[i] = 0xFF000000 | grey * 0x010101;
    }
    return ArgbImage.adopt(width, height, argb);
  }

  @Test
  void aGreyPhotoThroughTheIdentityIsItsOwnMatte() throws Exception {
    try (MattingModel model = open("pp-matting-512", TinyGraphs.dynamic().identityAlpha())) {
      AlphaMatte matte = model.matte(ramp(480, 320));
      for (int x = 0; x < 480; x++) {
        assertThat(matte.alpha(x, 160)).isEqualTo(Math.round(255f * x / 479) / 255f, offset());
      }
    }
  }

  private static org.assertj.core.data.Offset<Float> offset() {
    return org.assertj.core.data.Offset.offset(1e-6f);
  }

  @Test
  void aPhotoLargerThanTheNetworkComesBackAtItsSizeWithinAGreyLevelOrTwo() throws Exception {
    for (OnnxModel graph :
        new OnnxModel[] {
          TinyGraphs.dynamic().identityAlpha(), TinyGraphs.fixed(512, 512).identityAlpha()
        }) {
      try (MattingModel model = open("pp-mattingv2-512", graph)) {
        AlphaMatte matte = model.matte(ramp(1440, 1080));
        for (int x = 0; x < 1440; x += 7) {
          assertThat(matte.alpha(x, 500)).isCloseTo(x / 1439f, within(2f / 255));
        }
      }
    }
  }

  private static org.assertj.core.data.Offset<Float> within(float distance) {
    return org.assertj.core.data.Offset.offset(distance);
  }

  @Test
  void channelsGoInAsRedGreenBlue() throws Exception {
    ArgbImage photo = ArgbImage.filled(64, 64, 0xFF3366CC);
    float[] expected = {0x33 / 255f, 0x66 / 255f, 0xCC / 255f};
    for (int channel = 0; channel < 3; channel++) {
      try (MattingModel model =
          open("modnet-mobilenetv2", TinyGraphs.dynamic().channelPicker(channel))) {
        assertThat(model.matte(photo).alpha(10, 10)).isEqualTo(expected[channel], offset());
      }
    }
  }

  @Test
  void theReportNamesTheNetworksPicture() throws Exception {
    try (MattingModel model = open("pp-mattingv2-512", TinyGraphs.dynamic().identityAlpha())) {
      MattingResult result = model.run(ramp(1080, 1440));
      assertThat(result.report().networkWidth()).isEqualTo(512);
      assertThat(result.report().networkHeight()).isEqualTo(672);
      assertThat(result.report().warnings()).isEmpty();
    }
  }

  @Test
  void theReportLeavesPaddingOut() throws Exception {
    try (MattingModel model =
        open("pp-mattingv2-512", TinyGraphs.fixed(512, 512).identityAlpha())) {
      MattingResult result = model.run(ramp(1920, 1080));
      assertThat(result.report().networkWidth()).isEqualTo(512);
      assertThat(result.report().networkHeight()).isEqualTo(288);
    }
  }

  @Test
  void modNetOfFixedSizeWarnsOfPadding() throws Exception {
    try (MattingModel model =
        open("modnet-mobilenetv2", TinyGraphs.fixed(512, 512).identityAlpha())) {
      assertThat(model.run(ramp(640, 480)).report().warnings())
          .singleElement()
          .asString()
          .contains("padding");
      assertThat(model.run(ramp(512, 512)).report().warnings()).isEmpty();
    }
  }

  @Test
  void foreignGraphsAreRefusedWithWhatTheyAre() throws Exception {
    assertRefused(TinyGraphs.dynamic().wrongRank(), "output is alpha: float[?,?,?]");
    assertRefused(TinyGraphs.dynamic().twoInputs(), "2 inputs", "trimap");
    assertRefused(TinyGraphs.dynamic().uint8Input(), "uint8", "float[1,3,H,W]");
    assertRefused(TinyGraphs.dynamic().inputChannels(4), "float[?,4,?,?]");
    assertRefused(TinyGraphs.dynamic().threeChannelOutput(), "float[?,3,?,?]");
    assertRefused(TinyGraphs.fixed(512, 512).halfSizeOutput(), "not as large as its input");
    assertRefused(TinyGraphs.fixed(500, 512).identityAlpha(), "500", "multiple of 32");
    assertRefused(
        TinyGraphs.fixed(512, 512).openHeight().identityAlpha(), "[1,3,?,512]", "one side open");
    assertRefused(TinyGraphs.fixed(512, 352).identityAlpha(), "352", "384", "stride of 0");
  }

  private static void assertRefused(OnnxModel graph, String... fragments) {
    assertThatThrownBy(() -> open("pp-mattingv2-512", graph).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("PP-MattingV2")
        .hasMessageContainingAll(fragments);
  }

  @Test
  void valuesThatAreNoAlphaAreNoticed() throws Exception {
    try (MattingModel model = open("pp-matting-512", TinyGraphs.dynamic().nanOutput())) {
      assertThatThrownBy(() -> model.matte(ramp(64, 64)))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("NaN");
    }
    try (MattingModel model = open("pp-matting-512", TinyGraphs.dynamic().outOfRange())) {
      MattingResult result = model.run(ramp(64, 64));
      assertThat(result.report().warnings()).singleElement().asString().contains("-0.5", "1.5");
      assertThat(result.matte().alpha(0, 0)).isZero();
      assertThat(result.matte().alpha(63, 0)).isEqualTo(1f);
    }
  }

  @Test
  void anEmptyFolderIsAMissingModelWithARemedy() {
    OpenOptions options = OPTIONS.modelFolder(folder.resolve("nowhere"));
    Availability availability = new PpMattingProvider().probe("pp-matting-512", options);
    assertThat(availability).isInstanceOf(Availability.Missing.class);
    assertThat(((Availability.Missing) availability).remedy()).contains("pp-matting-512.onnx");
    assertThatThrownBy(() -> MattingModels.discovered().open("pp-matting-512", options))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void weightsAreFoundUnderTheirOriginalName() throws Exception {
    Path models = Files.createDirectory(folder.resolve("models"));
    TinyGraphs.dynamic().identityAlpha().write(models.resolve("modnet-hrnet_w18.onnx"));
    OpenOptions options = OPTIONS.modelFolder(models);
    assertThat(MattingModels.of(new PpMattingProvider()).list(options))
        .filteredOn(line -> line.availability().isReady())
        .singleElement()
        .matches(line -> line.id().equals("modnet-hrnet-w18"));
    try (MattingModel model = MattingModels.of(new PpMattingProvider()).openFirst(options)) {
      assertThat(model.descriptor().id()).isEqualTo("modnet-hrnet-w18");
    }
  }

  private static MattingModel openWith(String yaml, OnnxModel model) throws Exception {
    Path file = Files.createTempDirectory(folder, "recipe").resolve("net.onnx");
    model.write(file);
    Files.writeString(file.resolveSibling("deploy.yaml"), "Deploy: {transforms: [" + yaml + "]}");
    return new PpMattingProvider().open("modnet-mobilenetv2", OPTIONS.modelFile(file));
  }

  @Test
  void theYamlBesideAModelIsExecutedLiterally() throws Exception {
    String padded = "{type: LimitLong, max_long: 64}, {type: Padding, target_size: [64, 64]},";
    try (MattingModel model =
        openWith(padded + "{type: Normalize}", TinyGraphs.fixed(64, 64).identityAlpha())) {
      MattingResult result = model.run(ramp(64, 48));
      assertThat(result.report().networkHeight()).isEqualTo(48);
      for (int x = 0; x < 64; x++) {
        assertThat(result.matte().alpha(x, 47))
            .isEqualTo(Math.round(255f * x / 63) / 255f, offset());
      }
    }
    ArgbImage photo = ArgbImage.filled(50, 40, 0xFF3366CC);
    try (MattingModel model =
        openWith(
            "{type: LoadImages, to_rgb: false}, {type: Normalize}",
            TinyGraphs.dynamic().channelPicker(0))) {
      MattingResult result = model.run(photo);
      assertThat(result.matte().alpha(10, 10)).isEqualTo(0xCC / 255f, offset());
      assertThat(result.report().networkWidth()).as("nothing cuts it to 32").isEqualTo(50);
    }
    try (MattingModel model =
        openWith("{type: LoadImages}", TinyGraphs.dynamic().channelPicker(0))) {
      assertThatThrownBy(() -> model.run(photo)) // (51 + 1) / 2, as nothing normalises
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("26");
    }
  }
}
