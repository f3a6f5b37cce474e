package io.github.matting4j.advise.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.model.figures.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryTest {
  private static final ModelDescriptor BSHM = ModelCatalogue.published().get("bshm");
  private static final Candidate ON_ONNX = new Candidate(BSHM, Engine.ONNX_RUNTIME);
  private static final Candidate ON_TENSORFLOW = new Candidate(BSHM, Engine.TENSORFLOW_1);

  private static Availability of(Candidate candidate, Availability.Ready ready) {
    return Inventory.of(List.of(new Inventory.Entry(BSHM, ready))).availability(candidate);
  }

  private static String remedy(Candidate candidate, Engine installed) {
    Availability.Missing missing =
        (Availability.Missing) of(candidate, new Availability.Ready("a file", installed));
    assertThat(missing.what()).isEqualTo("what is installed will be run by " + installed.title());
    return missing.remedy();
  }

  /** The words that say where it is do not matter, only the engine does. */
  @Test
  void theEngineThatWillRunItIsReady() {
    Availability.Ready frozen = new Availability.Ready("bshm.onnx, or so", Engine.TENSORFLOW_1);
    assertThat(of(ON_TENSORFLOW, frozen)).isEqualTo(frozen);
    Availability.Ready converted =
        new Availability.Ready("converted of bshm.pb", Engine.ONNX_RUNTIME);
    assertThat(of(ON_ONNX, converted)).isEqualTo(converted);
  }

  @Test
  void theFirstEngineIsAssumedIfNoneIsNamed() {
    assertThat(of(ON_ONNX, new Availability.Ready("bshm.pb")).isReady()).isTrue();
    assertThat(of(ON_TENSORFLOW, new Availability.Ready("bshm.pb")).isReady()).isFalse();
  }

  @Test
  void forTheOtherEngineTheRemedyIsPossible() {
    assertThat(remedy(ON_ONNX, Engine.TENSORFLOW_1))
        .contains("put its conversion to ONNX beside it", "TensorFlow 1.15 off the class path");
    assertThat(remedy(ON_TENSORFLOW, Engine.ONNX_RUNTIME))
        .contains("move the ONNX file away", "'matting models install bshm'");
  }
}
