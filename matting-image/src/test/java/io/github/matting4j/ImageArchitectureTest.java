package io.github.matting4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.testing.ModuleStructure;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What may know what in this module. */
class ImageArchitectureTest {
  private static final String BASE = "io.github.matting4j.";
  private static final String IO = BASE + "io";
  private static final int MAX_FILES = 25;

  private static final ModuleStructure MODULE = ModuleStructure.of(ArgbImage.class);
  private static final Map<String, Set<String>> PACKAGES = MODULE.packageGraph();

  private static ModuleDescriptor descriptor() {
    return ModuleFinder.of(MODULE.classes()).findAll().stream()
        .map(ModuleReference::descriptor)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void packagesFormNoCycle() {
    assertThat(PACKAGES)
        .containsKeys(BASE + "image", IO, IO + ".png", IO + ".jpeg", IO + ".tiff", IO + ".input");
    assertThat(ModuleStructure.cycle(PACKAGES)).isEmpty();
  }

  @Test
  void imagesKnowNothingOfTheRest() {
    assertThat(PACKAGES.get(BASE + "image")).noneMatch(other -> other.startsWith(BASE));
  }

  @Test
  void formatsKnowNeitherEachOtherNorTheirCaller() {
    for (String format : Set.of(".png", ".jpeg", ".tiff", ".webp")) {
      Set<String> allowed =
          Set.of(
              BASE + "image",
              IO + ".input",
              IO + ".codec",
              IO + ".colour",
              IO + ".metadata",
              IO + ".png.deflate");
      assertThat(PACKAGES.get(IO + format))
          .as(format)
          .filteredOn(other -> other.startsWith(BASE))
          .isSubsetOf(allowed);
    }
  }

  @Test
  void awtIsKnownWhereItIsUnavoidable() {
    PACKAGES.forEach(
        (name, used) -> {
          if (!Set.of(IO, IO + ".jpeg", IO + ".webp", IO + ".colour").contains(name)) {
            assertThat(used).as(name).noneMatch(other -> other.matches("java\\.awt(\\..*)?"));
          }
          if (!Set.of(IO + ".jpeg", IO + ".webp", IO + ".input").contains(name)) {
            assertThat(used).as(name).noneMatch(other -> other.matches("javax\\.imageio(\\..*)?"));
          }
          assertThat(used).as(name).noneMatch(other -> other.matches("sun(\\..*)?"));
        });
    assertThat(PACKAGES.get(IO)).contains("java.awt.image");
    assertThat(PACKAGES.get(IO + ".jpeg")).contains("javax.imageio");
  }

  @Test
  void theModuleExportsPicturesAndTheirFiles() {
    assertThat(descriptor().exports())
        .filteredOn(exported -> !exported.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder(BASE + "image", IO);
    assertThat(descriptor().exports())
        .filteredOn(ModuleDescriptor.Exports::isQualified)
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder(IO + ".file", IO + ".colour");
  }

  @Test
  void theModuleNeedsTheJdkAlone() {
    assertThat(descriptor().requires())
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactlyInAnyOrder("java.base", "java.desktop", "org.jspecify");
    assertThat(descriptor().opens()).isEmpty();
    assertThat(descriptor().uses()).containsExactly("javax.imageio.spi.ImageReaderSpi");
  }

  @Test
  void packagesAreSmallAndNullMarked() throws Exception {
    Map<Path, Integer> files = new TreeMap<>();
    for (Path source : ModuleStructure.mainSources("matting-image")) {
      if (!source.endsWith("module-info.java")) {
        files.merge(source.getParent(), 1, Integer::sum);
      }
    }
    for (Map.Entry<Path, Integer> folder : files.entrySet()) {
      assertThat(folder.getValue()).as(folder.getKey().toString()).isLessThanOrEqualTo(MAX_FILES);
      assertThat(Files.readString(folder.getKey().resolve("package-info.java")))
          .contains("@NullMarked", "/**");
    }
  }
}
