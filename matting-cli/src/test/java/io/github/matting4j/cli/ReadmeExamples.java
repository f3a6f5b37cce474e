package io.github.matting4j.cli;

import io.github.matting4j.Matting;
import io.github.matting4j.MattingModels;
import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingModel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The Java of README.md, between {@code // example: NAME} and {@code // end}. {@link
 * ReadmeExamplesTest} runs it in a folder that has an {@code ana.jpg}, and holds README to it.
 */
final class ReadmeExamples {
  private ReadmeExamples() {}

  static void oneLine() throws IOException {
    // example: one-line
    Matting.cutOut(Path.of("ana.jpg")).to(Path.of("ana.png"));
    // end
  }

  static void eightLines() throws IOException {
    // example: eight-lines
    ArgbImage photo = ImageFiles.read(Path.of("ana.jpg"));
    try (MattingModel model = MattingModels.openFirst()) {
      AlphaMatte matte = model.matte(photo); // float 0..1, the photo's size
      ImageFiles.writeAlpha16(matte, Path.of("ana_alpha.png")); // 16-bit grey PNG
      ArgbImage composed = Composer.onto(Background.WHITE).compose(photo, matte);
      ImageFiles.write(composed, Path.of("ana_composed.png"));
      ImageFiles.write(Composer.cutOut().compose(photo, matte), Path.of("ana_cutout.png"));
    }
    // end
  }

  /** Runs the examples in the current folder. */
  public static void main(String[] args) throws IOException {
    oneLine();
    eightLines();
  }
}
