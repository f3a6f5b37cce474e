package io.github.matting4j.rivals;

import io.github.matting4j.MattingModels;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.ForegroundEstimator;
import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.compose.TrimapMatting;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Trimap;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.nio.file.Path;

/**
 * This library as a process with the contract of {@code scripts/rivals/contract.py}.
 *
 * <p>Tasks: {@code plain MODEL} cuts out in the photo's colours, {@code default MODEL} refines the
 * matte and cleans the colours as the command line does by default, {@code both MODEL} is plain and
 * writes the matte as well, {@code solve} solves the trimap that is the third part, {@code colours}
 * cuts out with the matte that is the third part. One thread; the models are those of the model
 * folder.
 */
public final class OursProcess {
  private static final Composer PLAIN = Composer.cutOut().estimating(ForegroundEstimator.none());

  private OursProcess() {}

  /** See the class comment. */
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "solve" -> serve(OursProcess::solve);
      case "colours" -> serve(OursProcess::colours);
      case "plain", "default", "both" -> {
        OpenOptions options = OpenOptions.forThroughput().callers(1);
        try (MattingModel model = MattingModels.discovered().open(args[1], options)) {
          serve((photo, result, known) -> cutOut(args[0], model, photo, result));
        }
      }
      default -> throw new IllegalArgumentException("there is no task \"" + args[0] + "\"");
    }
  }

  private static void cutOut(String task, MattingModel model, Path photo, Path result)
      throws IOException {
    ArgbImage image = ImageFiles.read(photo);
    MattingResult run = model.run(image);
    AlphaMatte matte = run.matte();
    if (task.equals("both")) {
      ImageFiles.writeAlpha8(matte, result.resolveSibling("matte-" + result.getFileName()));
    }
    Composer composer =
        task.equals("default")
            ? Composer.cutOut().refining(MatteRefiner.forRun(run.report()))
            : PLAIN;
    ImageFiles.write(composer.compose(image, matte), result);
  }

  private static void solve(Path photo, Path result, Path known) throws IOException {
    ArgbImage image = ImageFiles.read(photo);
    Trimap trimap = Trimap.of(ImageFiles.read(known));
    ImageFiles.writeAlpha8(TrimapMatting.of(image, trimap).solve().matte(), result);
  }

  private static void colours(Path photo, Path result, Path known) throws IOException {
    ArgbImage image = ImageFiles.read(photo);
    ArgbImage drawing = ImageFiles.read(known);
    int[] levels = drawing.toArray();
    float[] alphas = new float[levels.length];
    for (int i = 0; i < alphas.length; i++) {
      alphas[i] = (levels[i] & 0xFF) / 255f;
    }
    AlphaMatte matte = AlphaMatte.adopt(drawing.width(), drawing.height(), alphas);
    ImageFiles.write(Composer.cutOut().compose(image, matte), result);
  }

  private static void serve(PhotoRequests.Task task) throws IOException {
    PhotoRequests.serve("\"matting4j\": \"this\"", task);
  }
}
