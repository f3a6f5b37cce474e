package io.github.matting4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelLoadException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Backends found by service files: whatever one does, there is a line for it and the rest works.
 */
class ProviderScanTest {
  private static final String WORKING = BrokenBackends.Working.class.getName();

  @TempDir Path folder;

  private interface Action<T> {
    T run() throws Exception;
  }

  /** Runs with a class path that has these lines in the service file as well. */
  private <T> T with(Action<T> action, List<String> services) throws Exception {
    Path file = folder.resolve("META-INF/services/" + MattingModelProvider.class.getName());
    Files.createDirectories(file.getParent());
    Files.write(file, services, StandardCharsets.UTF_8);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      return action.run();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private List<ModelStatus> listWith(String... services) throws Exception {
    return with(MattingModels::list, List.of(services));
  }

  private static void assertRemedy(ModelStatus line, String id, String... what) {
    assertThat(line.id()).isEqualTo(id);
    assertThat(line.availability())
        .isInstanceOfSatisfying(
            Availability.Broken.class,
            broken -> {
              assertThat(List.of(what))
                  .allSatisfy(part -> assertThat(broken.what()).contains(part));
              assertThat(broken.remedy()).isNotBlank();
            });
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        BrokenBackends.ConstructorThrows.class,
        BrokenBackends.ClassMissing.class,
        BrokenBackends.NativeLibraryMissing.class,
        BrokenBackends.WithoutConstructor.class,
        BrokenBackends.DescriptorsThrow.class,
        BrokenBackends.DescriptorsNull.class
      })
  void aBrokenBackendIsALineOfItsOwnAndTheOthersWork(Class<?> broken) throws Exception {
    List<ModelStatus> lines = listWith(broken.getName(), WORKING);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).id()).isEqualTo("working");
    assertThat(lines.get(0).availability().isReady()).isTrue();
    assertThat(lines.get(1).descriptor()).isEmpty();
    assertRemedy(lines.get(1), broken.getName());
  }

  @Test
  void theLineNamesTheRootOfTheTrouble() throws Exception {
    assertRemedy(
        listWith(BrokenBackends.ConstructorThrows.class.getName()).get(0),
        BrokenBackends.ConstructorThrows.class.getName(),
        "no licence key");
    assertRemedy(
        listWith(BrokenBackends.ClassMissing.class.getName()).get(0),
        BrokenBackends.ClassMissing.class.getName(),
        "NoClassDefFoundError",
        "ai/onnxruntime/OrtEnvironment");
    assertRemedy(
        listWith(BrokenBackends.NativeLibraryMissing.class.getName()).get(0),
        BrokenBackends.NativeLibraryMissing.class.getName(),
        "UnsatisfiedLinkError",
        "no foo in java.library.path");
  }

  @Test
  void aClassThatIsNotThereIsALine() throws Exception {
    List<ModelStatus> lines = listWith("com.example.Gone", WORKING);
    assertThat(lines.get(0).id()).isEqualTo("working");
    assertRemedy(lines.get(1), "com.example.Gone", "com.example.Gone not found");
  }

  @Test
  void aClassThatIsNoBackendIsALine() throws Exception {
    String name = ProviderScanTest.class.getName();
    List<ModelStatus> lines = listWith(name, WORKING);
    assertThat(lines.get(0).id()).isEqualTo("working");
    assertRemedy(lines.get(1), name, "not a subtype");
  }

  @Test
  void aClassFileOfRubbishIsALine() throws Exception {
    Path file = folder.resolve("com/example/Rubbish.class");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "rubbish");
    List<ModelStatus> lines = listWith("com.example.Rubbish", WORKING);
    assertThat(lines.get(0).id()).isEqualTo("working");
    assertRemedy(lines.get(1), "unknown-backend", "ClassFormatError");
  }

  @Test
  void aServiceFileOfRubbishIsALine() throws Exception {
    List<ModelStatus> lines = listWith("this is no class name");
    assertThat(lines).hasSize(1);
    assertRemedy(lines.get(0), "unknown-backend", "META-INF/services");
  }

  @ParameterizedTest
  @ValueSource(classes = {BrokenBackends.ProbeThrows.class, BrokenBackends.ProbeNull.class})
  void aBackendThatCannotProbeKeepsItsModelsAsBrokenOnes(Class<?> broken) throws Exception {
    List<ModelStatus> lines = listWith(broken.getName(), WORKING);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).descriptor()).isPresent();
    assertRemedy(lines.get(0), lines.get(0).descriptor().get().id(), "failed while looking");
    assertThat(lines.get(1).id()).isEqualTo("working");
  }

  @Test
  void openFirstPassesOverWhatIsBroken() throws Exception {
    List<String> services = new ArrayList<>();
    services.add("com.example.Gone");
    services.add(BrokenBackends.DescriptorsThrow.class.getName());
    services.add(BrokenBackends.ProbeThrows.class.getName());
    services.add(WORKING);
    try (MattingModel model = with(MattingModels::openFirst, services)) {
      assertThat(model.descriptor().id()).isEqualTo("working");
    }
  }

  @Test
  void whenNothingIsReadyTheMessageTellsWhyAndWhatToDo() {
    assertThatThrownBy(
            () ->
                with(
                    MattingModels::openFirst,
                    List.of("com.example.Gone", BrokenBackends.ProbeThrows.class.getName())))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("com.example.Gone not found")
        .hasMessageContaining("check that its jar")
        .hasMessageContaining("old jar")
        .hasMessageContaining("update or remove the jar");
  }

  @Test
  void aBackendThatLacksAClassWhenOpenedIsALoadFailure() {
    assertThatThrownBy(
            () ->
                with(
                    () -> MattingModels.open("open-lacks-class"),
                    List.of(BrokenBackends.OpenLacksClass.class.getName())))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("ai/onnxruntime/OrtEnvironment")
        .hasMessageContaining("update or remove the jar");
  }

  @Test
  void openingABrokenModelSaysWhatIsWrongWithIt() {
    assertThatThrownBy(
            () ->
                with(
                    () -> MattingModels.open("probe-throws"),
                    List.of(BrokenBackends.ProbeThrows.class.getName())))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("old jar");
  }

  @Test
  void theScanEndsHoweverManyAreBroken() throws Exception {
    List<String> gone = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      gone.add("com.example.Gone" + i);
    }
    List<ModelStatus> lines = with(MattingModels::list, gone);
    assertThat(lines).hasSize(21);
    assertRemedy(lines.get(20), "unknown-backend", "others were not checked");
    List<ModelStatus> repeated = with(MattingModels::list, Collections.nCopies(50, WORKING));
    assertThat(repeated).hasSize(1);
  }

  @Test
  void eachCallLooksAfresh() throws Exception {
    assertThat(MattingModels.list()).isEmpty();
    assertThat(listWith(WORKING)).hasSize(1);
    assertThat(MattingModels.list()).isEmpty();
  }
}
