package io.github.matting4j.cli.doctor;

import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.advise.calibration.Calibration;
import io.github.matting4j.advise.calibration.CalibrationFile;
import io.github.matting4j.cli.console.Count;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.OwnNetworks;
import io.github.matting4j.store.InstalledModel;
import io.github.matting4j.store.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The models that are ready or broken, compared with their records, and the calibration. Stateless.
 */
final class ModelCheck {
  private ModelCheck() {}

  static void models(Findings findings, OpenOptions options) throws IOException {
    ModelStore store = ModelStore.at(options.modelFolder());
    OwnNetworks own = OwnNetworks.at(options.modelFolder());
    int missing = 0;
    for (ModelStatus model : MattingModels.discovered().list(options)) {
      if (model.availability() instanceof Availability.Broken broken) {
        findings.problem(model.id(), "broken: " + broken.what(), broken.remedy());
      } else if (model.availability() instanceof Availability.Ready ready) {
        ready(findings, model.id(), ready, store, own);
      } else {
        missing++;
      }
    }
    findings.ok(
        "not installed", Count.of(missing, "known model") + "; 'matting models' lists them");
  }

  private static void ready(
      Findings findings, String id, Availability.Ready ready, ModelStore store, OwnNetworks own)
      throws IOException {
    try {
      if (own.recipeFile(id).isPresent()) {
        findings.ok(id, "ready, added here: " + own.verify(id));
      } else if (store.hasRecord(id)) {
        InstalledModel installed = store.verify(id);
        findings.ok(
            id,
            "ready, as installed: " + installed.bytes() + " bytes, SHA-256 " + installed.sha256());
        installed.remark().ifPresent(remark -> findings.note(id + " conversion", remark, ""));
      } else {
        findings.ok(id, "ready (" + ready.where() + "), without a record to compare with");
      }
    } catch (ModelLoadException e) {
      findings.problem(id, Trouble.of(e).text(), "'matting models install " + id + "'");
    }
  }

  static void calibration(Findings findings, Hardware hardware) {
    Path file = CalibrationFile.defaultPath();
    if (!Files.exists(file)) {
      findings.ok("calibration", "none; 'matting calibrate' measures the models here");
      return;
    }
    try {
      Calibration calibration = CalibrationFile.read(file);
      String value =
          "of "
              + calibration.date()
              + ", "
              + Count.of(calibration.entries().size(), "measurement")
              + " on "
              + calibration.material();
      if (calibration.belongsTo(hardware)) {
        findings.ok("calibration", value);
      } else {
        findings.note(
            "calibration", value + ", of another machine", "'matting calibrate' measures this one");
      }
    } catch (IOException e) {
      findings.note("calibration", "ignored: " + Trouble.of(e).text(), "'matting calibrate'");
    }
  }
}
