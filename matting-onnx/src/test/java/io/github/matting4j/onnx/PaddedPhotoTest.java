package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.TensorPacking;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.onnx.size.FixedSize;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.testdata.onnx.OnnxModel;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.MattingModelContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A photo that is padded into a graph of fixed size is treated like one that is not. */
class PaddedPhotoTest {
  private static final ModelDescriptor DESCRIPTOR =
      ModelDescriptor.builder("identity", new Family("Starter"))
          .role(ModelDescriptor.Role.STARTER)
          .title("Identity")
          .summary("The brightness is the alpha.")
          .licence(new Licence("x", "x", "x", Licence.CommercialUse.ALLOWED))
          .source("x")
          .build();

  @TempDir Path folder;

  private MattingResult run(OnnxModel graph, FixedSize size, ArgbImage photo) throws Exception {
    Path file = Files.createTempFile(folder, "graph", ".onnx");
    graph.write(file);
    OnnxSession session =
        OnnxSession.open(ModelFile.inspect(file), OpenOptions.forLatency().threads(1));
    try (OnnxMattingModel model =
        new OnnxMattingModel(
            DESCRIPTOR, session, size, TensorPacking.normalised(0f, 1f), 1, List.of())) {
      return model.run(photo);
    }
  }

  private static float[] refined(ArgbImage photo, MattingResult result) {
    RunReport report = result.report();
    return MatteRefiner.guidedFilter(report.networkWidth(), report.networkHeight())
        .refine(photo, result.matte())
        .toArray();
  }

  @Test
  void itsMatteIsRefinedAsThatOfAnOpenGraphWithoutPadding() throws Exception {
    ArgbImage photo = MattingModelContract.photo(160, 90, 3);
    MattingResult padded =
        run(TinyGraphs.fixed(64, 64).identityAlpha(), new FixedSize(64, 64, 64, List.of()), photo);
    MattingResult open =
        run(TinyGraphs.dynamic().identityAlpha(), new FixedSize(64, 36, 36, List.of()), photo);
    RunReport report = padded.report();
    assertThat(List.of(report.networkWidth(), report.networkHeight())).isEqualTo(List.of(64, 36));
    assertThat(report.enlargement()).isEqualTo(RunReport.Enlargement.BILINEAR);
    assertThat(padded.matte().toArray()).isEqualTo(open.matte().toArray());
    assertThat(refined(photo, padded))
        .isEqualTo(refined(photo, open))
        .isNotEqualTo(padded.matte().toArray())
        .isNotEqualTo(MatteRefiner.guidedFilter(64, 64).refine(photo, padded.matte()).toArray());
  }
}
