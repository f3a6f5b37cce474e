package io.github.matting4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.matting4j.advise.Recommendation;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.DeviceUnavailableException;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.NoSuitableModelException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.testing.RunReports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Selecting among backends of which one knows which models are here. */
class SelectTest {
  private static final ArgbImage WALL = ArgbImage.filled(64, 48, 0xFF808080);

  /** A backend whose models give a matte of one value everywhere. */
  private static final class Backend implements MattingModelProvider {
    private final Map<String, Float> ready = new TreeMap<>();
    private final Map<String, RuntimeException> broken = new TreeMap<>();

    /** Its file is there, but opening it fails. */
    private final List<OpenOptions> openedWith = new ArrayList<>();

    Backend broken(String id, RuntimeException failure) {
      broken.put(id, failure);
      return ready(id, 0);
    }

    Backend ready(String id, float alpha) {
      ready.put(id, alpha);
      return this;
    }

    @Override
    public List<ModelDescriptor> descriptors() {
      return List.of(
          descriptor("pp-matting-512"), descriptor("modnet-hrnet-w18"), descriptor("house-model"));
    }

    private static ModelDescriptor descriptor(String id) {
      if (!id.equals("house-model")) {
        return ModelCatalogue.published().get(id);
      }
      return ModelDescriptor.builder(id, new Family("test"))
          .role(ModelDescriptor.Role.OFFICIAL)
          .title(id)
          .summary("for tests")
          .licence(new Licence("Apache-2.0", "", "", Licence.CommercialUse.ALLOWED))
          .source("nowhere")
          .fileNames(id + ".onnx")
          .build();
    }

    @Override
    public Availability probe(String id, OpenOptions options) {
      return ready.containsKey(id)
          ? new Availability.Ready("/models/" + id + ".onnx")
          : new Availability.Missing("no weights of " + id, "put them into the folder");
    }

    @Override
    public MattingModel open(String id, OpenOptions options) {
      openedWith.add(options);
      if (broken.containsKey(id)) {
        throw broken.get(id);
      }
      float alpha = ready.get(id);
      return new MattingModel() {
        @Override
        public ModelDescriptor descriptor() {
          return Backend.descriptor(id);
        }

        @Override
        public ModelIdentity identity() {
          return RunReports.identity(id);
        }

        @Override
        public MattingResult run(ArgbImage photo) {
          return new MattingResult(
              AlphaMatte.filled(photo.width(), photo.height(), alpha), RunReports.of(id, 64, 48));
        }

        @Override
        public void close() {}
      };
    }
  }

  private static final OpenOptions OPTIONS = OpenOptions.forLatency();

  @Test
  void manyPhotosAreOpenedForManyCallers() {
    Backend backend = new Backend().ready("modnet-hrnet-w18", 1);
    ModelRegistry registry = ModelRegistry.of(backend);
    MattingCriteria many = MattingCriteria.batch(100_000).build();
    MattingCriteria any = MattingCriteria.anything();
    registry.select(many, ModelRegistry.optionsFor(many)).close();
    registry.select(any, ModelRegistry.optionsFor(any)).close();
    registry.select(many, OPTIONS.callers(3)).close();
    assertThat(backend.openedWith)
        .extracting(OpenOptions::callers, OpenOptions::threads)
        .containsExactly(
            tuple(OpenOptions.forThroughput().callers(), 1),
            tuple(1, OPTIONS.threads()),
            tuple(3, OPTIONS.threads()));
  }

  @Test
  void aModelFileNeedsAModel() {
    ModelRegistry registry = ModelRegistry.of(new Backend().ready("modnet-hrnet-w18", 1));
    OpenOptions named = OPTIONS.modelFile(Path.of("any.onnx"));
    assertThatThrownBy(() -> registry.select(MattingCriteria.anything(), named))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("any.onnx is given without the id of its model");
    assertThatThrownBy(() -> registry.openFirst(named))
        .isInstanceOf(IllegalArgumentException.class);
    registry.open("modnet-hrnet-w18", named).close();
  }

  @Test
  void opensTheBestThatIsHere() {
    ModelRegistry registry = ModelRegistry.of(new Backend().ready("modnet-hrnet-w18", 1));
    try (MattingModel model = registry.select(MattingCriteria.anything(), OPTIONS)) {
      assertThat(model.descriptor().id()).isEqualTo("modnet-hrnet-w18");
    }
    Recommendation advice = registry.advise(MattingCriteria.anything(), OPTIONS);
    assertThat(advice.better().orElseThrow().candidate().id()).isEqualTo("pp-matting-512");
    assertThat(advice.explain()).contains("no weights of pp-matting-512; put them into the folder");
  }

  @Test
  void aModelThatIsNotKnownIsAdvisedOnByItsFamily() {
    ModelRegistry registry = ModelRegistry.of(new Backend().ready("house-model", 1));
    MattingCriteria criteria =
        MattingCriteria.builder().goal(Goal.QUICK_INTEGRATION).commercialUse().build();
    assertThat(registry.advise(criteria, OPTIONS).chosen().orElseThrow().candidate().id())
        .isEqualTo("house-model");
  }

  @Test
  void withoutAnyTheExceptionCarriesTheWholeAdvice() {
    ModelRegistry registry = ModelRegistry.of(new Backend());
    assertThatThrownBy(() -> registry.select(MattingCriteria.anything(), OPTIONS))
        .isInstanceOf(NoSuitableModelException.class)
        .hasMessageContaining("No model is usable")
        .hasMessageContaining("put them into the folder")
        .hasMessageContaining("All candidates");
  }

  @Test
  void aFlagMakesTheNextCandidateRunAndTheReportSaysSo() {
    ModelRegistry registry =
        ModelRegistry.of(new Backend().ready("pp-matting-512", 0.5f).ready("modnet-hrnet-w18", 1f));
    MattingCriteria criteria = MattingCriteria.builder().fallbacks(3).build();
    try (MattingModel model = registry.select(criteria, OPTIONS)) {
      MattingResult result = model.run(WALL);
      assertThat(result.report().modelId()).isEqualTo("modnet-hrnet-w18");
      assertThat(result.report().warnings())
          .singleElement()
          .asString()
          .contains("pp-matting-512 raised [", "LARGE_UNDECIDED", "this is the matte of modnet");
    }
  }

  @Test
  void withoutFallbacksTheFirstMatteStands() {
    ModelRegistry registry =
        ModelRegistry.of(new Backend().ready("pp-matting-512", 0.5f).ready("modnet-hrnet-w18", 1f));
    try (MattingModel model = registry.select(MattingCriteria.anything(), OPTIONS)) {
      assertThat(model.run(WALL).report().modelId()).isEqualTo("pp-matting-512");
    }
  }

  private static final ModelLoadException NO_GRAPH =
      new ModelLoadException("pp-matting-512: the file is no ONNX graph; download it again");

  @Test
  void whatCannotBeOpenedIsPassedOverAndEveryReportSaysSo() {
    ModelRegistry registry =
        ModelRegistry.of(
            new Backend().broken("pp-matting-512", NO_GRAPH).ready("modnet-hrnet-w18", 1));
    try (MattingModel model = registry.select(MattingCriteria.anything(), OPTIONS)) {
      assertThat(model.descriptor().id()).isEqualTo("modnet-hrnet-w18");
      for (int i = 0; i < 2; i++) {
        assertThat(model.run(WALL).report().warnings())
            .containsExactly(
                "pp-matting-512 could not be opened: the file is no ONNX graph; download it again");
      }
    }
  }

  @Test
  void aBackendThatThrowsAnythingMakesWayForTheNext() {
    RuntimeException bug = new ArrayIndexOutOfBoundsException("Index 7 out of bounds");
    ModelRegistry registry =
        ModelRegistry.of(new Backend().broken("pp-matting-512", bug).ready("modnet-hrnet-w18", 1));
    try (MattingModel model = registry.select(MattingCriteria.anything(), OPTIONS)) {
      assertThat(model.descriptor().id()).isEqualTo("modnet-hrnet-w18");
      assertThat(model.run(WALL).report().warnings())
          .singleElement()
          .asString()
          .startsWith("pp-matting-512 could not be opened: ")
          .contains("Index 7 out of bounds");
    }
  }

  @Test
  void ifAllFailTheExceptionNamesEachReason() {
    ModelLoadException noNatives = new ModelLoadException("no natives for this platform");
    ModelRegistry registry =
        ModelRegistry.of(
            new Backend().broken("pp-matting-512", NO_GRAPH).broken("modnet-hrnet-w18", noNatives));
    assertThatThrownBy(() -> registry.select(MattingCriteria.anything(), OPTIONS))
        .isInstanceOf(NoSuitableModelException.class)
        .hasMessageContaining("All candidates")
        .hasMessageContaining("pp-matting-512 could not be opened: the file is no ONNX graph")
        .hasMessageContaining("modnet-hrnet-w18 could not be opened: no natives")
        .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(NO_GRAPH, noNatives));
  }

  @Test
  void anInterruptEndsTheSearch() {
    Backend backend = new Backend().ready("modnet-hrnet-w18", 1).broken("pp-matting-512", NO_GRAPH);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () -> ModelRegistry.of(backend).select(MattingCriteria.anything(), OPTIONS))
          .isInstanceOf(MattingCancelledException.class)
          .hasMessageContaining("interrupted while pp-matting-512");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void aDemandedDeviceThatFailsIsNotWorkedAround() {
    DeviceUnavailableException noGpu = new DeviceUnavailableException("no CUDA here");
    Backend backend = new Backend().ready("modnet-hrnet-w18", 1).broken("pp-matting-512", noGpu);
    assertThatThrownBy(() -> ModelRegistry.of(backend).select(MattingCriteria.anything(), OPTIONS))
        .isSameAs(noGpu);
  }

  @Test
  void aStandInThatCannotBeOpenedLeavesTheMatteThatThereIs() {
    ModelRegistry registry =
        ModelRegistry.of(
            new Backend()
                .ready("pp-matting-512", 0.5f)
                .broken("modnet-hrnet-w18", new ModelLoadException("cut short"))
                .ready("house-model", 1f));
    try (MattingModel model =
        registry.select(MattingCriteria.builder().fallbacks(2).build(), OPTIONS)) {
      RunReport report = model.run(WALL).report();
      assertThat(report.modelId()).isEqualTo("house-model");
      assertThat(report.warnings())
          .singleElement()
          .asString()
          .contains("modnet-hrnet-w18 could not be opened: cut short");
    }
  }
}
