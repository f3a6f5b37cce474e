package io.github.matting4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.kernel.resample.RgbResizer;
import io.github.matting4j.testing.ModuleStructure;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may know what in this module. */
class KernelArchitectureTest {
  private static final String BASE = "io.github.matting4j.";
  private static final ModuleStructure MODULE = ModuleStructure.of(RgbResizer.class);
  private static final Map<String, Set<String>> PACKAGES = MODULE.packageGraph();

  private static ModuleDescriptor descriptor() {
    return ModuleFinder.of(MODULE.classes()).findAll().stream()
        .map(ModuleReference::descriptor)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void packagesFormNoCycle() {
    assertThat(PACKAGES).containsKeys(BASE + "kernel.resample", BASE + "kernel.refine");
    assertThat(ModuleStructure.cycle(PACKAGES)).isEmpty();
  }

  @Test
  void loopsKnowPicturesAndNothingElse() {
    PACKAGES.forEach(
        (name, used) ->
            assertThat(used)
                .as(name)
                .allMatch(
                    other ->
                        other.startsWith(BASE + "kernel.")
                            || other.equals(BASE + "image")
                            || other.equals(BASE + "io.colour")
                            || other.matches("java\\.(lang|util|nio)(\\..*)?")
                            || other.equals("org.jspecify.annotations")));
  }

  @Test
  void everyExportIsQualified() {
    assertThat(descriptor().exports()).isNotEmpty().allMatch(ModuleDescriptor.Exports::isQualified);
    assertThat(descriptor().opens()).isEmpty();
  }
}
