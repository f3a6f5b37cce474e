package io.github.matting4j.advise.calibration;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.matting4j.ScratchFile;
import java.io.IOException;

/** Any bytes are a calibration or are refused; what is read is written and read the same. */
class CalibrationFuzzTest {
  private static final ScratchFile FILE = new ScratchFile(".properties");
  private static final ScratchFile COPY = new ScratchFile(".properties");

  @FuzzTest(maxDuration = "60s")
  void calibration(byte[] data) throws IOException {
    Calibration calibration;
    try {
      calibration = CalibrationFile.read(FILE.holding(data));
    } catch (InvalidCalibrationException e) {
      return;
    }
    CalibrationFile.write(calibration, COPY.holding(new byte[0]));
  }
}
