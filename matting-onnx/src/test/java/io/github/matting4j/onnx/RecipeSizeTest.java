package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.onnx.recipe.ExtraInput;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.onnx.recipe.RecurrentState;
import io.github.matting4j.onnx.recipe.ValueRange;
import io.github.matting4j.onnx.size.InputGeometry;
import io.github.matting4j.onnx.size.RecipeSize;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The size of a recipe, and the checks of its words. */
class RecipeSizeTest {
  private static String sizes(InputSize size, int width, int height) {
    return sizes(size, 4_000_000, width, height);
  }

  private static String sizes(InputSize size, long maxPixels, int width, int height) {
    InputGeometry geometry = new RecipeSize(size, OptionalInt.of(0), maxPixels).fit(width, height);
    return geometry.resizedWidth()
        + "x"
        + geometry.resizedHeight()
        + " in "
        + geometry.networkWidth()
        + "x"
        + geometry.networkHeight();
  }

  @Test
  void sides() {
    assertThat(sizes(InputSize.stretch(320, 256), 4000, 1000)).isEqualTo("320x256 in 320x256");
    assertThat(sizes(InputSize.fit(320, 256), 4000, 1000)).isEqualTo("320x80 in 320x256");
    assertThat(sizes(InputSize.fit(320, 256), 40, 64)).isEqualTo("160x256 in 320x256");
    assertThat(sizes(InputSize.shortSide(500), 4000, 1000)).isEqualTo("2000x500 in 2000x500");
    assertThat(sizes(InputSize.shortSide(500), 40, 20)).isEqualTo("1000x500 in 1000x500");
    assertThat(sizes(InputSize.longSide(500), 4000, 1000)).isEqualTo("500x125 in 500x125");
    assertThat(sizes(InputSize.longSide(500), 40, 20)).isEqualTo("500x250 in 500x250");
    assertThat(sizes(InputSize.shortSideAtMost(500), 4000, 1000)).startsWith("2000x500 ");
    assertThat(sizes(InputSize.shortSideAtMost(500), 40, 20)).startsWith("40x20 ");
    assertThat(sizes(InputSize.longSideAtMost(500), 4000, 1000)).startsWith("500x125 ");
    assertThat(sizes(InputSize.longSideAtMost(500), 40, 20)).startsWith("40x20 ");
    assertThat(sizes(InputSize.open(), 401, 203)).isEqualTo("401x203 in 401x203");
  }

  @Test
  void multiplesAreNotAboveTheSideUnlessItIsSmaller() {
    assertThat(sizes(InputSize.shortSide(512).multipleOf(32), 4000, 3000)).startsWith("672x512 ");
    assertThat(sizes(InputSize.open().multipleOf(32), 401, 20)).startsWith("384x32 ");
  }

  @Test
  void limitsOfPixelsHold() {
    for (int width = 1; width < 5000; width += 97) {
      for (int height = 1; height < 5000; height += 113) {
        InputGeometry geometry =
            new RecipeSize(InputSize.open().multipleOf(16), OptionalInt.of(0), 100_000)
                .fit(width, height);
        long pixels = (long) geometry.networkWidth() * geometry.networkHeight();
        assertThat(pixels).isLessThanOrEqualTo(100_000);
        assertThat(geometry.networkWidth() % 16 + geometry.networkHeight() % 16).isZero();
      }
    }
    RecipeSize size = new RecipeSize(InputSize.open(), OptionalInt.of(0), 10_000);
    assertThat(size.fit(1000, 500).networkWidth()).isEqualTo(140);
    assertThat(size.warnings(size.fit(1000, 500)))
        .singleElement()
        .asString()
        .contains("its recipe asks for 1000x500", "limit of 10000 pixels");
    assertThat(size.warnings(size.fit(100, 100))).isEmpty();
  }

  @Test
  void wordsAreChecked() {
    assertThatThrownBy(() -> InputSize.stretch(1000, 1000).multipleOf(32))
        .hasMessageContaining("1000x1000 is no multiple of 32");
    assertThatThrownBy(() -> InputSize.shortSide(0)).hasMessageContaining("0x0");
    assertThatThrownBy(() -> InputSize.open().maxPixels(0)).hasMessageContaining("0 pixels");
    assertThatThrownBy(() -> NetworkRecipe.builder().std(1, 0, 1)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> NetworkRecipe.builder().mean(1, 2))
        .hasMessageContaining("one or three");
    assertThatThrownBy(() -> new ValueRange(1, 1)).hasMessageContaining("different");
    assertThatThrownBy(() -> ExtraInput.values("x")).hasMessageContaining("at least one");
    assertThatThrownBy(() -> new RecurrentState("a", "b", List.of(0L)))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(
            () -> NetworkRecipe.builder().input("a").extra(ExtraInput.fill("a", 1)).build())
        .hasMessageContaining("the input a is used twice");
  }

  @Test
  void aRecipeOfARecipeIsTheSame() {
    NetworkRecipe recipe =
        NetworkRecipe.builder()
            .size(InputSize.fit(320, 256).maxPixels(100_000))
            .padding(0x12_34_56)
            .range(0, 255)
            .mean(1, 2, 3)
            .std(4)
            .output("alpha", 1)
            .levels(1, 0)
            .stretchLevels(true)
            .state(new RecurrentState("r1i", "r1o"))
            .extra(ExtraInput.fill("ratio", 1))
            .build();
    assertThat(recipe.toBuilder().build()).isEqualTo(recipe);
    assertThat(recipe.canonicalText())
        .isEqualTo(
            """
            size fit 320x256, at most 100000 pixels
            padding 123456
            channels RGB
            layout AUTO
            range 0.0..255.0
            mean [1.0, 2.0, 3.0]
            std [4.0, 4.0, 4.0]
            input (only)
            output alpha, channel 1
            activation NONE
            levels 1.0..0.0
            stretch levels true
            states [r1o -> r1i [1, 1, 1, 1]]
            extras [ratio FILL [1.0]]""");
  }
}
