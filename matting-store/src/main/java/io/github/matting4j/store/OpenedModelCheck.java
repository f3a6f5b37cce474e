package io.github.matting4j.store;

import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Opens a network with the backend that is on the class path and runs it on a drawn portrait and on
 * its mirror image. It must open and give a matte of finite values; what tells right weights from
 * wrong ones with fair probability only (where the matte is light, how much the two differ) becomes
 * a note.
 */
final class OpenedModelCheck implements ModelCheck {
  /** That of the largest fixed size among the models that can be installed, 1024x1024. */
  private static final long MAX_NETWORK_PIXELS = 1L << 20;

  private static final double MAX_MIRROR_DIFFERENCE = 0.05;
  private static final double MIN_MEAN = 0.05;
  private static final double MAX_MEAN = 0.9;

  @Override
  public List<String> check(String model, Path weights) throws ModelInstallException {
    OpenOptions options =
        OpenOptions.forLatency().modelFile(weights).maxNetworkPixels(MAX_NETWORK_PIXELS);
    MattingModels models = MattingModels.discovered();
    if (models.list(options).stream().map(ModelStatus::id).noneMatch(model::equals)) {
      return List.of("not opened: the backend of " + model + " is not on the class path");
    }
    try (MattingModel opened = models.open(model, options)) {
      AlphaMatte matte = opened.matte(CheckPortrait.draw(false));
      AlphaMatte mirrored = opened.matte(CheckPortrait.draw(true));
      return notes(matte, mirrored);
    } catch (MattingException | IllegalArgumentException e) {
      throw new ModelInstallException(
          ModelInstallException.Reason.SELF_CHECK,
          model + ": the converted network does not run: " + e.getMessage(),
          e);
    }
  }

  private static List<String> notes(AlphaMatte matte, AlphaMatte mirrored) {
    double mean = matte.mean();
    double difference = difference(matte, mirrored);
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "checked on a drawn portrait: mean alpha %.3f, at the person %.3f, in the corners %.3f,"
                + " mirrored picture %.3f apart",
            mean,
            matte.alpha(matte.width() / 2, matte.height() / 2),
            (matte.alpha(2, 2) + matte.alpha(matte.width() - 3, 2)) / 2,
            difference));
    if (mean < MIN_MEAN || mean > MAX_MEAN || difference > MAX_MIRROR_DIFFERENCE) {
      notes.add("that is unusual for a trained network: look at a result before relying on it");
    }
    return notes;
  }

  private static double difference(AlphaMatte matte, AlphaMatte mirrored) {
    double sum = 0;
    for (int y = 0; y < matte.height(); y++) {
      for (int x = 0; x < matte.width(); x++) {
        sum += Math.abs(matte.alpha(x, y) - mirrored.alpha(matte.width() - 1 - x, y));
      }
    }
    return sum / ((double) matte.width() * matte.height());
  }
}
