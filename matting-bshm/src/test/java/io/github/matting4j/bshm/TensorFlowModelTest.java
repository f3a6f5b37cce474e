package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.hardware.Device;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.testing.MattingModelContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TensorFlowModelTest implements MattingModelContract {
  @Override
  public MattingModel open(OpenOptions options) {
    return TwinFiles.open(TwinFiles.tiny(".pb"), TwinFiles.settings(), options);
  }

  /** The process has one pool, so the report tells the first model's threads and says so. */
  @Test
  @Override
  public void theReportSaysWhatRan() {
    try (MattingModel first = open(OpenOptions.forLatency());
        MattingModel model = open(OpenOptions.forLatency().threads(17))) {
      RunReport report = model.run(MattingModelContract.photo(200, 150, 3)).report();
      assertThat(report.modelId()).isEqualTo("bshm");
      assertThat(report.modelSha256()).matches("[0-9a-f]{64}");
      assertThat(report.engine()).isEqualTo("TensorFlow 1.15.0");
      assertThat(report.device()).isEqualTo(Device.CPU);
      assertThat(report.threads()).isLessThan(17);
      assertThat(report.warnings()).anyMatch(w -> w.contains("not on 17"));
      assertThat(report.networkWidth()).isEqualTo(200);
      assertThat(report.infer()).isGreaterThan(Duration.ZERO);
    }
  }
}
