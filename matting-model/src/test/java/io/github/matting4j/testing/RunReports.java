package io.github.matting4j.testing;

import io.github.matting4j.hardware.Device;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.RunReport;
import java.time.Duration;
import java.util.List;

/** Reports and identities of models that need no engine. */
public final class RunReports {
  private static final String ZEROS = "0".repeat(64);

  private RunReports() {}

  /** A model "Fake 1.0.0" of this id, its hashes all zeros. */
  public static ModelIdentity identity(String id) {
    return identity(id, ZEROS, ZEROS);
  }

  /** A model "Fake 1.0.0" of this id and these hashes. */
  public static ModelIdentity identity(String id, String weightsSha256, String recipeSha256) {
    return new ModelIdentity(
        id, weightsSha256, recipeSha256, "Fake 1.0.0", ModelIdentity.GraphOrigin.FILE);
  }

  /** A run of {@link #identity(String)} that took no time. */
  public static RunReport of(String id, int networkWidth, int networkHeight) {
    return of(id, networkWidth, networkHeight, RunReport.Enlargement.BILINEAR);
  }

  /** As {@link #of(String, int, int)}, enlarged otherwise. */
  public static RunReport of(
      String id, int networkWidth, int networkHeight, RunReport.Enlargement enlargement) {
    return of(identity(id), networkWidth, networkHeight, enlargement, RunReport.Timings.NONE);
  }

  /** A run of this model whose network took this long. */
  public static RunReport of(
      ModelIdentity model, int networkWidth, int networkHeight, Duration infer) {
    return of(
        model,
        networkWidth,
        networkHeight,
        RunReport.Enlargement.BILINEAR,
        new RunReport.Timings(Duration.ZERO, infer, Duration.ZERO));
  }

  private static RunReport of(
      ModelIdentity model,
      int networkWidth,
      int networkHeight,
      RunReport.Enlargement enlargement,
      RunReport.Timings timings) {
    return new RunReport(
        model,
        Device.CPU,
        1,
        new RunReport.NetworkInput(networkWidth, networkHeight, enlargement),
        timings,
        List.of());
  }
}
