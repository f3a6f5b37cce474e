package io.github.matting4j.ppmatting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.onnx.TensorSpec;
import io.github.matting4j.onnx.size.DynamicSize;
import io.github.matting4j.onnx.size.FixedSize;
import io.github.matting4j.onnx.size.InputGeometry;
import io.github.matting4j.onnx.size.SizePolicy;
import io.github.matting4j.onnx.size.SizeTransform;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizes that PaddleSeg's transforms give, worked out by hand for awkward photos. */
class NetworkSizeTest {
  private static final OptionalLong NO_CAP = OptionalLong.of(1L << 40);

  private static SizePolicy dynamic(PpMattingVariant variant) {
    return new GraphShape(TensorSpec.ANY, TensorSpec.ANY)
        .sizePolicy(variant, Recipe.of(variant), NO_CAP);
  }

  private static String sizes(InputGeometry g) {
    return g.intermediateWidth()
        + "x"
        + g.intermediateHeight()
        + ">"
        + g.networkWidth()
        + "x"
        + g.networkHeight();
  }

  private static void check(PpMattingVariant variant, int width, int height, String expected) {
    assertThat(sizes(dynamic(variant).fit(width, height))).isEqualTo(expected);
    String[] parts = expected.split("[x>]");
    assertThat(sizes(dynamic(variant).fit(height, width)))
        .isEqualTo(parts[1] + "x" + parts[0] + ">" + parts[3] + "x" + parts[2]);
  }

  @ParameterizedTest
  @CsvSource({
    // photo,     512,              1024,               MODNet,           HumanMatting,       W48
    "1080,1440,512x683>512x672,1024x1365>1024x1344,512x683>512x672,2048x2731>2048x2688,1080x1440>1056x1440",
    "513,700,512x699>512x672,513x700>512x672,512x699>512x672,2048x2795>2048x2688,513x700>512x672",
    "4000,6000,512x768>512x768,1024x1536>1024x1536,512x768>512x768,2048x3072>2048x3072,1536x2304>1536x2304",
    "100,100,100x100>96x96,100x100>96x96,512x512>512x512,2048x2048>2048x2048,100x100>96x96",
    "1920,1080,910x512>896x512,1820x1024>1792x1024,910x512>896x512,3641x2048>3584x2048,1920x1080>1920x1056",
    "640,480,640x480>640x480,640x480>640x480,683x512>672x512,2731x2048>2688x2048,640x480>640x480",
    "512,512,512x512>512x512,512x512>512x512,512x512>512x512,2048x2048>2048x2048,512x512>512x512",
    "300,2000,300x2000>288x1984,300x2000>288x1984,512x3413>512x3392,2048x13653>2048x13568,300x2000>288x1984",
    "3000,500,3000x500>2976x480,3000x500>2976x480,3072x512>3072x512,12288x2048>12288x2048,3000x500>2976x480"
  })
  void dynamicGraphsSeeTheSizesOfPaddleSeg(
      int w, int h, String s512, String s1024, String modNet, String human, String w48) {
    check(PpMattingVariant.PP_MATTING_V2_512, w, h, s512);
    check(PpMattingVariant.PP_MATTING_512, w, h, s512);
    check(PpMattingVariant.PP_MATTING_1024, w, h, s1024);
    check(PpMattingVariant.MODNET_MOBILENETV2, w, h, modNet);
    check(PpMattingVariant.MODNET_RESNET50_VD, w, h, modNet);
    check(PpMattingVariant.MODNET_HRNET_W18, w, h, modNet);
    check(PpMattingVariant.PP_HUMANMATTING, w, h, human);
    check(PpMattingVariant.PP_MATTING_W48, w, h, w48);
  }

  @Test
  void halvesAreRoundedToEven() {
    // 1025 x 1024 to a short side of 512: 512.5 becomes 512; 1027 gives 513.5, which becomes 514.
    SizePolicy policy =
        new DynamicSize(List.of(SizeTransform.LimitShort.atMost(512)), Long.MAX_VALUE);
    assertThat(policy.fit(1025, 1024).intermediateWidth()).isEqualTo(512);
    assertThat(policy.fit(1027, 1024).intermediateWidth()).isEqualTo(514);
  }

  @Test
  void sidesBelowTheMinimumAreRaisedWherePaddleSegFails() {
    InputGeometry g = dynamic(PpMattingVariant.PP_MATTING_512).fit(31, 200);
    assertThat(sizes(g)).isEqualTo("31x200>32x192");
    assertThat(sizes(dynamic(PpMattingVariant.PP_MATTING_V2_512).fit(60, 60)))
        .isEqualTo("60x60>64x64");
  }

  @ParameterizedTest
  @CsvSource({"300,2000", "3000,500", "1,4096", "20000,3", "12000,9000"})
  void longPhotosAreShrunkToTheCapWithAWarning(int w, int h) {
    for (PpMattingVariant variant : PpMattingVariant.values()) {
      SizePolicy policy =
          new GraphShape(TensorSpec.ANY, TensorSpec.ANY)
              .sizePolicy(variant, Recipe.of(variant), OptionalLong.empty());
      InputGeometry g = policy.fit(w, h);
      long pixels = (long) g.networkWidth() * g.networkHeight();
      assertThat(pixels).isLessThanOrEqualTo(variant.maxPixels());
      InputGeometry free = dynamic(variant).fit(w, h);
      boolean same = g.equals(free);
      assertThat(policy.warnings(g).isEmpty()).isEqualTo(same);
      if (!same) {
        assertThat(policy.warnings(g).get(0))
            .contains(g.networkWidth() + "x" + g.networkHeight())
            .contains(free.networkWidth() + "x" + free.networkHeight());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1080,1440,384,512", "513,700,375,512", "4000,6000,341,512", "100,100,512,512"})
  void fixedGraphsSeeTheVendorsPaddedPicture(int w, int h, int fittedW, int fittedH) {
    InputGeometry g = new FixedSize(512, 512, 512, List.of()).fit(w, h);
    assertThat(new int[] {g.resizedWidth(), g.resizedHeight()}).containsExactly(fittedW, fittedH);
    assertThat(new int[] {g.networkWidth(), g.networkHeight()}).containsExactly(512, 512);
  }

  @Test
  void aCommonPhotoAboveTheLimitIsReportedWithTheRecipesSize() {
    PpMattingVariant variant = PpMattingVariant.PP_MATTING_W48;
    SizePolicy policy =
        new GraphShape(TensorSpec.ANY, TensorSpec.ANY)
            .sizePolicy(variant, Recipe.of(variant), OptionalLong.of(4_000_000));
    assertThat(policy.warnings(policy.fit(3840, 2160)))
        .singleElement()
        .asString()
        .contains("2656x1472 pixels", "asks for 2720x1536", "limit of 4000000 pixels");
  }

  @Test
  void aFixedGraphMostlyFilledWithPaddingIsReported() {
    FixedSize large = new FixedSize(1920, 1088, 512, List.of());
    assertThat(large.warnings(large.fit(1920, 1080)))
        .singleElement()
        .asString()
        .contains("fills 910x512 of the 1920x1088 pixels", "short side of 512");
    FixedSize square = new FixedSize(512, 512, 512, List.of());
    assertThat(square.warnings(square.fit(1920, 1080))).as("the photo's shape").isEmpty();
    assertThat(square.warnings(square.fit(3000, 500))).as("the photo's shape").isEmpty();
  }

  @Test
  void aCapBelowTheOneSizeOfAGraphIsRefused() {
    PpMattingVariant variant = PpMattingVariant.PP_MATTING_V2_512;
    GraphShape fixed = new GraphShape(512, 384);
    Recipe recipe = Recipe.of(variant);
    assertThat(fixed.sizePolicy(variant, recipe, OptionalLong.of(512 * 384))).isNotNull();
    assertThatThrownBy(() -> fixed.sizePolicy(variant, recipe, OptionalLong.of(512 * 384 - 1)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("512x384, more than the limit of 196607 network pixels");
  }
}
