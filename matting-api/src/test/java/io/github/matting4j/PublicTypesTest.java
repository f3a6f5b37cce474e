package io.github.matting4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.Picture;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.testing.ModuleStructure;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What users of matting-api, matting-model and matting-image can see, as {@code public-types.txt}
 * lists it. A type that gets into that list has to be worth a line of a user's attention.
 */
class PublicTypesTest {
  private static final String BASE = "io.github.matting4j";
  private static final ModuleStructure API = ModuleStructure.of(MattingModels.class);
  private static final ModuleStructure MODEL = ModuleStructure.of(MattingModel.class);
  private static final ModuleStructure IMAGE = ModuleStructure.of(Picture.class);

  private static ModuleDescriptor descriptor(ModuleStructure module) {
    return ModuleFinder.of(module.classes()).findAll().iterator().next().descriptor();
  }

  /** For each package that is exported to everybody the names of its public top-level types. */
  private static Map<String, Set<String>> publicTypes() {
    Map<String, Set<String>> types = new TreeMap<>();
    for (ModuleStructure module : List.of(IMAGE, MODEL, API)) {
      for (ModuleDescriptor.Exports exported : descriptor(module).exports()) {
        if (!exported.isQualified()) {
          types.put(exported.source(), new TreeSet<>());
        }
      }
      for (String name : module.publicTypes()) {
        Set<String> ofPackage = types.get(name.substring(0, name.lastIndexOf('.')));
        if (ofPackage != null && !name.contains("$")) {
          ofPackage.add(name.substring(name.lastIndexOf('.') + 1));
        }
      }
    }
    return types;
  }

  private static List<String> text(Map<String, Set<String>> types) {
    List<String> lines = new ArrayList<>();
    types.forEach((name, ofPackage) -> lines.add(name + ": " + String.join(" ", ofPackage)));
    return lines;
  }

  private static List<String> listed() throws IOException {
    try (var list = PublicTypesTest.class.getResourceAsStream("public-types.txt")) {
      String text = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }

  @Test
  void onlyTheListedTypesArePublic() throws Exception {
    assertThat(text(publicTypes())).containsExactlyElementsOf(listed());
  }

  @Test
  void hiddenPackagesAreExportedToOwnModulesOnly() {
    for (ModuleStructure module : List.of(IMAGE, MODEL, API)) {
      for (ModuleDescriptor.Exports exported : descriptor(module).exports()) {
        assertThat(exported.targets()).allMatch(target -> target.startsWith(BASE));
      }
      assertThat(descriptor(module).opens()).isEmpty();
    }
  }

  @Test
  void theModulesNeedTheJdkAlone() {
    assertThat(descriptor(API).name()).isEqualTo(BASE);
    assertThat(descriptor(API).uses()).containsExactly(BASE + ".model.MattingModelProvider");
    for (ModuleStructure module : List.of(IMAGE, MODEL, API)) {
      assertThat(descriptor(module).requires())
          .filteredOn(r -> !r.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
          .extracting(ModuleDescriptor.Requires::name)
          .allMatch(name -> name.startsWith("java.") || name.startsWith(BASE));
      assertThat(descriptor(module).requires())
          .filteredOn(r -> r.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
          .extracting(ModuleDescriptor.Requires::name)
          .containsExactly("org.jspecify");
    }
  }
}
