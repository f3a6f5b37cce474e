package io.github.matting4j.ppmatting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.size.DynamicSize;
import io.github.matting4j.onnx.size.InputGeometry;
import io.github.matting4j.testdata.networks.NetworkSpec;
import io.github.matting4j.testing.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published networks at full width, with random weights, on a real photo at the sizes of the
 * published table: plumbing, sizes and memory, not quality. The light ones always, all of them with
 * {@code mvn test -pl matting-ppmatting -am -Dtest=FullSizeNetworksTest -Dtest.excluded.groups=
 * -Dsurefire.failIfNoSpecifiedTests=false} (about six minutes, 10 GB).
 */
class FullSizeNetworksTest {
  private static final List<int[]> SIZES =
      List.of(
          new int[] {1080, 1440},
          new int[] {513, 700},
          new int[] {4000, 6000},
          new int[] {100, 100},
          new int[] {1920, 1080},
          new int[] {640, 480},
          new int[] {512, 512},
          new int[] {300, 2000},
          new int[] {3000, 500});

  private static final Map<String, NetworkSpec> NETWORKS =
      Map.of(
          "pp-mattingv2-512", NetworkSpec.ppMattingV2(),
          "pp-matting-512", NetworkSpec.ppMatting512(),
          "pp-matting-1024", NetworkSpec.ppMatting1024(),
          "pp-humanmatting", NetworkSpec.ppHumanMatting(),
          "modnet-mobilenetv2", NetworkSpec.modNetMobileNetV2(),
          "modnet-resnet50-vd", NetworkSpec.modNetResNet50(),
          "modnet-hrnet-w18", NetworkSpec.modNetHrNetW18());

  @TempDir Path folder;

  @Test
  void theLightNetworksRunOnARealPhoto() throws Exception {
    runOn("pp-mattingv2-512", List.of(new int[] {1080, 1440}, new int[] {100, 100}));
    runOn("modnet-mobilenetv2", List.of(new int[] {640, 480}));
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pp-mattingv2-512",
        "pp-matting-512",
        "pp-matting-1024",
        "modnet-mobilenetv2",
        "modnet-resnet50-vd",
        "modnet-hrnet-w18",
        "pp-humanmatting"
      })
  void everyNetworkRunsOnARealPhotoOfEverySize(String id) throws Exception {
    runOn(id, SIZES);
  }

  private void runOn(String id, List<int[]> sizes) throws Exception {
    ArgbImage original = ImageFiles.read(SharedData.require("photos/carvekit-4.jpg"));
    Path file = folder.resolve(id + ".onnx");
    NETWORKS.get(id).dynamic().write(file);
    PpMattingVariant variant = PpMattingVariant.of(id);
    try (MattingModel model =
        new PpMattingProvider().open(id, OpenOptions.forLatency().modelFolder(folder))) {
      for (int[] size : sizes) {
        MattingResult result = model.run(stretched(original, size[0], size[1]));
        InputGeometry expected = expected(variant, size[0], size[1]);
        assertThat(List.of(result.report().networkWidth(), result.report().networkHeight()))
            .isEqualTo(List.of(expected.networkWidth(), expected.networkHeight()));
        assertThat(List.of(result.matte().width(), result.matte().height()))
            .isEqualTo(List.of(size[0], size[1]));
      }
    }
  }

  /** The table's size (see {@link NetworkSizeTest}), unless the cap of the variant is below it. */
  private static InputGeometry expected(PpMattingVariant variant, int width, int height) {
    DynamicSize published = new DynamicSize(Recipe.of(variant).sizes(), Long.MAX_VALUE);
    InputGeometry table = published.fit(width, height);
    return (long) table.networkWidth() * table.networkHeight() <= variant.maxPixels()
        ? table
        : new GraphShape(-1, -1)
            .sizePolicy(variant, Recipe.of(variant), OptionalLong.empty())
            .fit(width, height);
  }

  private static ArgbImage stretched(ArgbImage photo, int width, int height) {
    return Composer.onto(Background.image(photo, Background.Fit.STRETCH))
        .compose(ArgbImage.filled(width, height, 0xFF000000), AlphaMatte.filled(width, height, 0));
  }
}
