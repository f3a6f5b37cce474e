package io.github.matting4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ModuleStructure;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ARCHITECTURE.md, held. */
class ArchitectureTest {
  private static final String BASE = "io.github.matting4j";
  private static final ModuleStructure API = ModuleStructure.of(MattingModels.class);
  private static final Map<String, Set<String>> PACKAGES = API.packageGraph();

  private static ModuleDescriptor module() {
    return ModuleFinder.of(API.classes()).findAll().stream()
        .map(ModuleReference::descriptor)
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> modules(String... names) {
    Set<String> full = new TreeSet<>();
    for (String name : names) {
      full.add(BASE + "." + name);
    }
    return full;
  }

  @Test
  void packagesFormNoCycle() {
    assertThat(PACKAGES).containsKeys(BASE, BASE + ".image", BASE + ".io", BASE + ".runtime");
    assertThat(ModuleStructure.cycle(PACKAGES)).isEmpty();
  }

  @Test
  void aCycleWouldBeSeen() {
    Map<String, Set<String>> graph =
        new TreeMap<>(
            Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("d", "e"), "d", Set.of("b")));
    assertThat(ModuleStructure.cycle(graph)).containsExactly("b", "c", "d", "b");
    graph.put("d", Set.of("e"));
    assertThat(ModuleStructure.cycle(graph)).isEmpty();
  }

  @Test
  void onlyIoKnowsAwtAndImageIo() {
    PACKAGES.forEach(
        (name, used) -> {
          if (!name.equals(BASE + ".io")) {
            assertThat(used)
                .as(name)
                .noneMatch(other -> other.matches("(java\\.awt|javax\\.imageio|sun)(\\..*)?"));
          }
        });
    assertThat(PACKAGES.get(BASE + ".io")).contains("java.awt.image", "javax.imageio");
  }

  @Test
  void imagesKnowNothingOfTheRest() {
    assertThat(PACKAGES.get(BASE + ".image")).noneMatch(other -> other.startsWith(BASE));
  }

  @Test
  void theModuleExportsTheseAndNoMore() {
    Map<String, Set<String>> exports = new TreeMap<>();
    module().exports().forEach(e -> exports.put(e.source(), new TreeSet<>(e.targets())));
    Map<String, Set<String>> expected = new TreeMap<>();
    for (String open : List.of("", ".compose", ".image", ".io", ".model", ".select")) {
      expected.put(BASE + open, Set.of());
    }
    expected.put(BASE + ".kernel", modules("onnx", "ppmatting", "bshm", "starter", "bench"));
    expected.put(
        BASE + ".runtime",
        modules("onnx", "ppmatting", "bshm", "starter", "batch", "cli", "bench"));
    assertThat(exports).isEqualTo(expected);
  }

  @Test
  void theModuleNeedsTheJdkAlone() {
    assertThat(module().name()).isEqualTo(BASE);
    assertThat(module().opens()).isEmpty();
    assertThat(module().uses()).containsExactly(BASE + ".model.MattingModelProvider");
    assertThat(module().requires())
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactlyInAnyOrder("java.base", "java.desktop", "org.jspecify");
    assertThat(module().requires())
        .filteredOn(r -> r.name().equals("org.jspecify"))
        .allMatch(r -> r.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matting-api",
        "matting-batch",
        "matting-onnx",
        "matting-ppmatting",
        "matting-bshm",
        "matting-starter"
      })
  void theLibraryIsSilent(String module) throws Exception {
    for (Path source : ModuleStructure.mainSources(module)) {
      assertThat(Files.readString(source).lines().map(String::strip))
          .as(source.toString())
          .noneMatch(
              line ->
                  !line.startsWith("*")
                      && !line.startsWith("//")
                      && line.matches(".*(System\\.(out|err)\\b|\\.printStackTrace\\(\\)).*"));
    }
  }

  static List<String> everyModule() {
    assertThat(ModuleStructure.modules()).contains("matting-api", "matting-cli");
    return ModuleStructure.modules();
  }

  @ParameterizedTest
  @MethodSource("everyModule")
  void everyPackageSaysThatNothingIsNullUnlessMarked(String module) throws Exception {
    Set<Path> folders = new TreeSet<>();
    for (Path source : ModuleStructure.mainSources(module)) {
      if (!source.endsWith("module-info.java")) {
        folders.add(source.getParent());
      }
    }
    for (Path folder : folders) {
      Path info = folder.resolve("package-info.java");
      assertThat(info).exists();
      assertThat(Files.readString(info)).as(info.toString()).contains("@NullMarked", "/**");
    }
  }
}
