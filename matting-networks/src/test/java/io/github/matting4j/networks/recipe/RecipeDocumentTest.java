package io.github.matting4j.networks.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.testing.ModuleStructure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page about recipe files. */
class RecipeDocumentTest {
  private static String page() throws Exception {
    Path file = ModuleStructure.top().resolve("docs").resolve("recipes.md");
    return Files.readString(file).replace("\r\n", "\n");
  }

  @Test
  void itsExampleIsARecipe() throws Exception {
    String example = page().split("<!-- recipe: .*\n```yaml\n")[1].split("```")[0];
    RecipeFile file = RecipeFile.parse("studio-net", example, Path.of("models"));
    assertThat(file.network().recipe().size()).isEqualTo(InputSize.shortSide(512).multipleOf(32));
    assertThat(file.network().descriptor().licence().name()).isEqualTo("MIT");
  }

  @Test
  void itNamesEveryKey() throws Exception {
    String page = page();
    assertThat(RecipeKeys.ALL.keys())
        .allSatisfy(key -> assertThat(page).contains("`" + key.name() + "`"));
    assertThat(RecipeKeys.SIZE.keys())
        .allSatisfy(key -> assertThat(page).containsPattern("`" + key.name() + "[:`]"));
  }
}
