package io.github.matting4j.cli.options;

import io.github.matting4j.model.OpenOptions;
import picocli.CommandLine.Option;

/** The option that says whether small people are looked at again. */
public final class ZoomOption {
  @Option(
      names = "--zoom",
      paramLabel = "auto|off",
      description =
          "auto: where people are small in the photo, the network also sees each of them, or each"
              + " group, cropped. Costs up to four more runs of the network. Default: off.")
  private OpenOptions.Zoom zoom = OpenOptions.Zoom.OFF;

  public OpenOptions applyTo(OpenOptions options) {
    return options.zoom(zoom);
  }
}
