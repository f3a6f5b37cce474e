package io.github.matting4j.ppmatting;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.matting4j.ScratchFile;
import io.github.matting4j.model.ModelLoadException;

/** Any text is a recipe that can be executed or is refused. */
class DeployYamlFuzzTest {
  private static final ScratchFile FILE = new ScratchFile(".yaml");

  @FuzzTest(maxDuration = "60s")
  void recipe(byte[] data) {
    DeployYaml yaml;
    try {
      yaml = DeployYaml.read(FILE.holding(data));
    } catch (ModelLoadException e) {
      return;
    }
    for (PpMattingVariant variant : PpMattingVariant.values()) {
      try {
        yaml.recipe(variant);
      } catch (ModelLoadException e) {
        continue;
      }
    }
  }
}
