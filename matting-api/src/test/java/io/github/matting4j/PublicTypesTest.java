package io.github.matting4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.Picture;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.testing.ModuleStructure;
import io.github.matting4j.testing.PublicTypes;
import io.github.matting4j.testing.PublicTypes.Group;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  @Test
  void onlyTheListedTypesArePublic() {
    assertThat(PublicTypes.exported(IMAGE, MODEL, API))
        .isEqualTo(PublicTypes.all(PublicTypes.listed(PublicTypesTest.class)));
  }

  @Test
  void theListSaysHowManyTypesEachReaderMeets() {
    List<Group> groups = PublicTypes.listed(PublicTypesTest.class);
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
