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

  /** A part of the list: who needs its types, how many it says there are, and which. */
  private record Group(String name, int count, Map<String, Set<String>> types) {}

  private static List<Group> listed() throws IOException {
    List<Group> groups = new ArrayList<>();
    try (var list = PublicTypesTest.class.getResourceAsStream("public-types.txt")) {
      String text = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
        String[] sides = line.replaceAll("[\\[\\]]", "").split(": ");
        if (line.startsWith("[")) {
          groups.add(new Group(sides[0], Integer.parseInt(sides[1]), new TreeMap<>()));
        } else {
          Group last = groups.get(groups.size() - 1);
          last.types().put(sides[0], new TreeSet<>(List.of(sides[1].split(" "))));
        }
      }
    }
    return groups;
  }

  @Test
  void onlyTheListedTypesArePublic() throws Exception {
    Map<String, Set<String>> all = new TreeMap<>();
    for (Group group : listed()) {
      group
          .types()
          .forEach((name, types) -> all.computeIfAbsent(name, n -> new TreeSet<>()).addAll(types));
    }
    assertThat(publicTypes()).isEqualTo(all);
  }

  @Test
  void theListSaysHowManyTypesEachReaderMeets() throws Exception {
    List<Group> groups = listed();
    assertThat(groups)
        .extracting(Group::name)
        .containsExactly("users", "authors of backends", "authors of rules");
    Set<String> names = new TreeSet<>();
    for (Group group : groups) {
      List<String> types = new ArrayList<>();
      group.types().forEach((name, of) -> of.forEach(type -> types.add(name + "." + type)));
      assertThat(types).as(group.name()).hasSize(group.count());
      assertThat(names).as("a type is listed once").doesNotContainAnyElementsOf(types);
      names.addAll(types);
    }
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
