package io.github.matting4j.cli.options;

import io.github.matting4j.advise.MattingAdvisor;
import io.github.matting4j.advise.calibration.CalibrationFile;
import io.github.matting4j.cli.console.Trouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** The advisor with this machine's calibration. Stateless. */
public final class CalibratedAdvisor {
  private CalibratedAdvisor() {}

  /** The standard advisor, with this machine's calibration if there is one. */
  public static MattingAdvisor of(PrintWriter err) {
    return of(CalibrationFile.defaultPath(), err);
  }

  /** The same with this file's calibration; if it cannot be used, a warning is printed. */
  public static MattingAdvisor of(Path file, PrintWriter err) {
    if (!Files.exists(file)) {
      return MattingAdvisor.standard();
    }
    try {
      return MattingAdvisor.standard().calibrated(file);
    } catch (IOException e) {
      err.println("matting: calibration ignored: " + Trouble.of(e).text());
      err.flush();
      return MattingAdvisor.standard();
    }
  }
}
