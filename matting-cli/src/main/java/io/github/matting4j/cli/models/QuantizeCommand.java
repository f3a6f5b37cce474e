package io.github.matting4j.cli.models;

import io.github.matting4j.MattingModels;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.Subcommand;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.evaluate.quantisation.QuantisationRun;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matting quantize}: the 8-bit version of a model, and what it costs in quality. */
@Command(
    name = "quantize",
    description = {
      "Makes an 8-bit version of a model: smaller, and faster on processors with 8-bit dot"
          + " products. Mattes change; how much is measured on every fourth of your photos, which"
          + " is not used to make it.",
      "",
      "Nothing uses the file unless it is named with --model and --model-file.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting quantize pp-mattingv2-512 --photos photos/",
      "  matting quantize modnet-mobilenetv2 --photos photos/ -o small.onnx"
    })
public final class QuantizeCommand extends Subcommand {
  @Parameters(paramLabel = "MODEL", description = "Id of the model; 'matting models' lists them.")
  private String model = "";

  @Option(
      names = "--photos",
      paramLabel = "DIR",
      required = true,
      description =
          "Folder of at least "
              + QuantisationRun.MIN_PHOTOS
              + " photos like those to come, JPEG, PNG or TIFF; up to "
              + QuantisationRun.MAX_PHOTOS
              + " are used.")
  private @Nullable Path photos;

  @Option(
      names = "--model-file",
      paramLabel = "FILE",
      description = "Weights of the model, instead of looking in the model folder.")
  private @Nullable Path modelFile;

  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Default: beside the weights, NAME-int8.onnx.")
  private @Nullable Path output;

  @Option(
      names = "--weight-bits",
      paramLabel = "N",
      description =
          "7 or 8. Default: 7, which gives the same mattes on every processor. With 8 they can be"
              + " wrong on x86 processors without VNNI.")
  private int weightBits = 7;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the engine. Default: 1, which gives the calmest measurement.")
  private int threads = 1;

  @Option(
      names = "--force",
      description =
          "Writes the file even if alpha is off by more than "
              + QuantisationRun.MAX_MEAN
              + " on average.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    QuantisationRun run = checked(this::run);
    List<Path> files = checked(() -> QuantisationRun.photos(Objects.requireNonNull(photos)));
    QuantisationRun.Result result = run.run(files, Optional.ofNullable(output), force);
    if (!result.written()) {
      Output.line(out(), result.file() + " was not written; --force writes it all the same");
      return ExitCode.SOME_FAILED;
    }
    Output.line(
        out(),
        String.format(
            Locale.ROOT,
            "%s, %d KB, was %d KB; used only when named: --model %s --model-file %s",
            result.file(),
            result.bytes() >> 10,
            result.originalBytes() >> 10,
            model,
            result.file()));
    return ExitCode.OK;
  }

  private QuantisationRun run() {
    if (weightBits != 7 && weightBits != 8) {
      throw new IllegalArgumentException("--weight-bits is " + weightBits + "; it must be 7 or 8");
    }
    OpenOptions options = folder.applyTo(OpenOptions.forLatency()).threads(threads);
    options = options.device(DeviceChoice.require(Device.CPU));
    return new QuantisationRun(
        MattingModels.discovered(),
        model,
        modelFile == null ? options : options.modelFile(modelFile),
        weightBits,
        line -> Output.line(out(), line));
  }
}
