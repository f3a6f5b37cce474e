package io.github.matting4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ModuleStructure;
import org.junit.jupiter.api.Test;

/** What users of the store see; the packages below are hidden. */
class PublicTypesTest {
  @Test
  void onlyTheseArePublic() {
    assertThat(
            ModuleStructure.of(ModelStore.class).publicTypes().stream()
                .filter(name -> name.matches("io\\.github\\.matting4j\\.store\\.[A-Z].*")))
        .containsExactly(
            "io.github.matting4j.store.InstallListener",
            "io.github.matting4j.store.InstallListener$Step",
            "io.github.matting4j.store.InstallOptions",
            "io.github.matting4j.store.InstalledModel",
            "io.github.matting4j.store.ModelInstallException",
            "io.github.matting4j.store.ModelInstallException$Reason",
            "io.github.matting4j.store.ModelStore");
  }
}
