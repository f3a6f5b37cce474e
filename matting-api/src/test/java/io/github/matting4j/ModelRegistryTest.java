package io.github.matting4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelRegistryTest {
  private static final OpenOptions OPTIONS = OpenOptions.forLatency();
  private static final Availability READY = new Availability.Ready("here");
  private static final Availability MISSING =
      new Availability.Missing("no weights in /models", "get them from example.org");

  private static String opened(ModelRegistry registry, String id) {
    try (MattingModel model = registry.open(id, OPTIONS)) {
      return model.descriptor().title();
    }
  }

  @Test
  void backendsAreRegisteredByHandWithoutAnyServiceFile() {
    ModelRegistry registry = ModelRegistry.of(FakeBackend.official("a", "net", READY));
    assertThat(registry.list(OPTIONS)).extracting(ModelStatus::id).containsExactly("net");
    assertThat(registry.probe("net", OPTIONS)).isEqualTo(READY);
    assertThat(opened(registry, "net")).isEqualTo("a");
  }

  @Test
  void withAddsABackendAndLeavesTheOriginalAlone() {
    ModelRegistry one = ModelRegistry.of(FakeBackend.official("a", "net-a", READY));
    ModelRegistry two = one.with(FakeBackend.official("b", "net-b", READY));
    assertThat(one.list(OPTIONS)).hasSize(1);
    assertThat(two.list(OPTIONS)).extracting(ModelStatus::id).containsExactly("net-a", "net-b");
  }

  @Test
  void officialModelsComeBeforeTheStarterWhateverTheOrderOfBackends() {
    ModelRegistry registry =
        ModelRegistry.of(
            FakeBackend.starter("starter"),
            FakeBackend.official("a", "absent", MISSING),
            FakeBackend.official("b", "present", READY));
    assertThat(registry.list(OPTIONS))
        .extracting(ModelStatus::id)
        .containsExactly("absent", "present", "starter");
    try (MattingModel model = registry.openFirst(OPTIONS)) {
      assertThat(model.descriptor().id()).isEqualTo("present");
    }
  }

  @Test
  void theStarterIsOpenedWhenNoOfficialModelIsReady() {
    ModelRegistry registry =
        ModelRegistry.of(
            FakeBackend.official("a", "absent", MISSING), FakeBackend.starter("starter"));
    try (MattingModel model = registry.openFirst(OPTIONS)) {
      assertThat(model.descriptor().id()).isEqualTo("starter");
    }
  }

  /** The one place through which every model is opened, also by criteria and as a fallback. */
  @Test
  void zoomIsForEveryModelThatIsOpenedWithIt() {
    ModelRegistry registry = ModelRegistry.of(FakeBackend.official("a", "net", READY));
    MattingModel plain = registry.open("net", OPTIONS);
    MattingModel zoomed = registry.open("net", OPTIONS.zoom(OpenOptions.Zoom.AUTO));
    ArgbImage photo = ArgbImage.filled(40, 30, 0xFFFFFFFF);
    assertThat(plain.run(photo).report().zoom()).isEmpty();
    assertThat(zoomed.run(photo).report().zoom()).isPresent();
    assertThat(zoomed.identity()).isNotEqualTo(plain.identity());
  }

  @Test
  void anUnknownIdListsTheIdsThereAre() {
    ModelRegistry registry =
        ModelRegistry.of(
            FakeBackend.official("a", "net-a", MISSING), FakeBackend.official("b", "net-b", READY));
    assertThatThrownBy(() -> registry.open("net-c", OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no model 'net-c'; known models: net-a, net-b");
    assertThatThrownBy(() -> registry.open("net-b2", OPTIONS))
        .hasMessage("there is no model 'net-b2'; known models: net-b, net-a");
    assertThatThrownBy(() -> registry.probe("net-c", OPTIONS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMissingModelIsNotOpenedAndTheMessageTellsTheRemedy() {
    ModelRegistry registry = ModelRegistry.of(FakeBackend.official("a", "net", MISSING));
    assertThatThrownBy(() -> registry.open("net", OPTIONS))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("net: no weights in /models; get them from example.org");
    assertThatThrownBy(() -> registry.openFirst(OPTIONS))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("get them from example.org");
  }

  @Test
  void withoutBackendsTheMessageSaysWhatToAdd() {
    assertThat(ModelRegistry.of().list(OPTIONS)).isEmpty();
    assertThatThrownBy(() -> ModelRegistry.of().openFirst(OPTIONS))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("matting-starter");
  }

  @Test
  void anIdBelongsToTheFirstBackendThatListsIt() {
    ModelRegistry registry =
        ModelRegistry.of(
            FakeBackend.official("first", "net", READY),
            new FakeBackend(
                "second", ModelDescriptor.Role.OFFICIAL, Map.of("net", READY, "other", READY)));
    assertThat(opened(registry, "net")).isEqualTo("first");
    assertThat(opened(registry, "other")).isEqualTo("second");
    assertThat(registry.list(OPTIONS))
        .extracting(ModelStatus::id)
        .containsExactly("net", "other", FakeBackend.class.getName());
    assertThat(registry.list(OPTIONS).get(2).availability())
        .isInstanceOfSatisfying(
            Availability.Broken.class,
            broken -> {
              assertThat(broken.what()).contains("'net' is not used", "lists the same id first");
              assertThat(broken.remedy()).contains("keep one of the two");
            });
  }

  @Test
  void aDoubledIdOpensWhatTheListShowsEvenIfTheRolesDiffer() {
    ModelRegistry registry =
        ModelRegistry.of(
            FakeBackend.starter("net"), FakeBackend.official("official", "net", MISSING));
    assertThat(registry.probe("net", OPTIONS).isReady()).isTrue();
    assertThat(opened(registry, "net")).isEqualTo("starter");
    try (MattingModel model = registry.openFirst(OPTIONS)) {
      assertThat(model.descriptor().title()).isEqualTo("starter");
    }
  }
}
