package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.figures.Engine;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import io.github.matting4j.testing.MattingModelContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderTest {
  @TempDir Path folder;

  /** Main of a child JVM: what the registry says, and whether the other engine works. */
  static final class List {
    private List() {}

    public static void main(String[] args) {
      OpenOptions options = OpenOptions.forLatency();
      for (String file : args) {
        OpenOptions one = options.modelFile(Path.of(file));
        Availability availability = MattingModels.discovered().probe("bshm", one);
        System.out.println(file + " -> " + availability);
        if (availability.isReady()) {
          try (MattingModel model = new BshmProvider(TwinFiles.settings()).open("bshm", one)) {
            System.out.println("ran on " + engine(model));
          }
        }
      }
    }

    private static String engine(MattingModel model) {
      return model.run(MattingModelContract.photo(50, 40, 1)).report().engine();
    }
  }

  @Test
  void bothModelsAreListedAsMissingWithTheRemedy() {
    MattingModels registry = MattingModels.of(new BshmProvider());
    OpenOptions options = OpenOptions.forLatency().modelFolder(folder);
    assertThat(registry.list(options))
        .extracting(ModelStatus::id)
        .contains("bshm", "bshm-universal");
    assertThat(registry.probe("bshm", options))
        .isInstanceOf(Availability.Missing.class)
        .asString()
        .contains(folder.toString())
        .contains("matting models install bshm")
        .contains("bshm.pb");
    assertThatThrownBy(() -> new BshmProvider().open("bshm-universal", options))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("matting models install bshm-universal");
    assertThatThrownBy(() -> new BshmProvider().probe("bshm-9", options))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isFoundByServiceLookup() {
    assertThat(MattingModels.discovered().list(OpenOptions.forLatency().modelFolder(folder)))
        .extracting(ModelStatus::id)
        .contains("bshm");
  }

  @Test
  void filesAreFoundByNameTheConversionFirst() throws Exception {
    OpenOptions options = OpenOptions.forLatency().modelFolder(folder);
    Path original = folder.resolve("cv_unet_image-matting").resolve("tf_graph.pb");
    Files.createDirectories(original.getParent());
    Files.write(original, new byte[] {1});
    assertThat(new BshmProvider().probe("bshm", options))
        .isEqualTo(new Availability.Ready(original.toString(), Engine.TENSORFLOW_1));
    Path conversion = Files.write(folder.resolve("bshm.onnx"), new byte[] {1});
    assertThat(new BshmProvider().probe("bshm", options))
        .isEqualTo(new Availability.Ready(conversion.toString(), Engine.ONNX_RUNTIME));
  }

  @Test
  void withoutTensorFlowTheFrozenGraphIsConvertedAndAConversionRuns() throws Exception {
    String[] files = {
      TwinFiles.tiny(".pb").toAbsolutePath().toString(),
      TwinFiles.tiny(".onnx").toAbsolutePath().toString()
    };
    ChildProcess.Outcome ended =
        ChildJvm.with("-Xmx1g").without("libtensorflow").run(180, ProviderTest.List.class, files);
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output())
        .containsPattern("\\.pb -> Ready.*converted to ONNX, not compared")
        .contains(".onnx -> Ready");
    assertThat(ended.output().split("ran on ONNX Runtime", -1)).hasSize(3);
  }

  @Test
  void withoutOnnxRuntimeTheFrozenGraphRuns() throws Exception {
    ChildProcess.Outcome ended =
        ChildJvm.with("-Xmx1g")
            .without("onnxruntime")
            .run(
                180,
                ProviderTest.List.class,
                TwinFiles.tiny(".onnx").toAbsolutePath().toString(),
                TwinFiles.tiny(".pb").toAbsolutePath().toString());
    assertThat(ended.output())
        .contains("add matting-onnx and onnxruntime")
        .contains("ran on TensorFlow 1.15.0");
  }
}
