package io.github.matting4j.cli.doctor;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.matting4j.MattingModels;
import io.github.matting4j.cli.config.Configuration;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.JsonLines;
import io.github.matting4j.cli.console.Subcommand;
import io.github.matting4j.cli.console.Terminal;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.cli.options.OshiSource;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code matting doctor}: what is here, what works, and what to do about the rest. */
@Command(
    name = "doctor",
    description = {
      "Checks Java, engines, devices, folders, models and the network's settings, and cuts out a"
          + " drawn portrait.",
      "",
      "The report has no user name, no host and no value of the environment, so that it can be"
          + " part of a bug report; the home folder is ~.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting doctor                           what is here and what works",
      "  matting doctor --model pp-mattingv2-512  the same, with a matte by that model",
      "  matting doctor --json > report.json      one JSON object, for programs",
      "",
      "Exit status: 0 no problem, 1 at least one."
    })
public final class DoctorCommand extends Subcommand {
  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The model that makes the test matte. Default: ${DEFAULT-VALUE}.",
      defaultValue = DeviceCheck.SMALL_MODEL)
  private String model = DeviceCheck.SMALL_MODEL;

  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    OpenOptions options = folder.applyTo(OpenOptions.forLatency());
    checked(() -> MattingModels.discovered().probe(model, options));
    Findings findings = examine(options);
    if (json) {
      JsonLines.print(out(), fields -> write(fields, findings));
    } else {
      DoctorText.print(out(), findings.all(), Terminal.width());
    }
    out().flush();
    return findings.problems() == 0 ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private Findings examine(OpenOptions options) {
    Findings findings = new Findings(PrivateText.ofThisUser());
    Hardware hardware = OshiSource.machine();
    findings.section("Program", () -> ProgramCheck.run(findings, spec().root()));
    findings.section("Test matte", () -> MatteCheck.run(findings, model, options));
    findings.section(
        "Engines",
        () -> {
          DeviceCheck.engines(findings, hardware);
          FolderCheck.natives(findings);
        });
    findings.section("Devices", () -> DeviceCheck.devices(findings, hardware));
    findings.section("Folders", () -> FolderCheck.folders(findings, options.modelFolder()));
    findings.section(
        "Models",
        () -> {
          ModelCheck.models(findings, options);
          ModelCheck.calibration(findings, hardware);
        });
    findings.section(
        "Configuration", () -> ConfigurationCheck.run(findings, Configuration.of(spec().root())));
    findings.section(
        "Network", () -> ProxyCheck.run(findings, System.getProperties(), System.getenv()));
    return findings;
  }

  private static void write(JsonGenerator json, Findings findings) throws IOException {
    json.writeBooleanField("healthy", findings.problems() == 0);
    json.writeNumberField("problems", findings.problems());
    json.writeArrayFieldStart("findings");
    for (Finding finding : findings.all()) {
      json.writeStartObject();
      json.writeStringField("section", finding.section());
      json.writeStringField("name", finding.name());
      json.writeStringField("status", finding.status().name().toLowerCase(Locale.ROOT));
      json.writeStringField("value", finding.value());
      json.writeStringField("remedy", finding.remedy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
