package io.github.matting4j.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.MattingModels;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.file.Path;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written to the outputs and to loggers when a photo is cut out. */
class LoggingTest {
  @TempDir Path home;

  private String printed(String level) throws Exception {
    ChildProcess.Outcome outcome =
        ChildJvm.with("-Dmatting4j.home=" + home).run(60, CutOut.class, level);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return outcome.output();
  }

  @Test
  void nothingIsPrintedOrLoggedByDefault() throws Exception {
    assertThat(printed("INFO")).isEmpty();
  }

  @Test
  void theLoggersOfThePackagesSayWhatIsDoneOnRequest() throws Exception {
    assertThat(printed("FINE"))
        .contains("[io.github.matting4j.onnx] ", "ONNX Runtime was loaded from", "opened ");
  }

  /** Prints each record that reaches the handlers of java.util.logging, with its logger. */
  static final class CutOut {
    public static void main(String[] args) {
      Logger root = Logger.getLogger("");
      for (Handler handler : root.getHandlers()) {
        assertThat(handler).isInstanceOf(ConsoleHandler.class);
        root.removeHandler(handler);
      }
      root.setLevel(Level.parse(args[0]));
      root.addHandler(
          new Handler() {
            @Override
            public void publish(LogRecord record) {
              if (record.getLoggerName().matches("(io\\.github|ai\\.onnx).*")) {
                System.out.println("[" + record.getLoggerName() + "] " + record.getMessage());
              }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
          });
      try (MattingModel model = MattingModels.open("portrait-starter")) {
        model.run(ArgbImage.filled(32, 32, 0xFF808080));
      }
    }
  }
}
