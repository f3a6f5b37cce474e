package io.github.matting4j.rivals;

import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.io.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the picture to measure with as files, for programs in other languages: the photo as JPEG,
 * its matte, and a trimap whose unknown band is the matte's soft edge and the pixels around it.
 */
public final class PictureFiles {
  /** Pixels around a soft edge that the trimap leaves unknown, at 1080 rows. */
  private static final int BAND = 8;

  private PictureFiles() {}

  /** Arguments: a photo's file or {@code drawn}, a size such as {@code 1920x1080}, a folder. */
  public static void main(String[] args) throws IOException {
    BenchPicture picture = BenchPicture.of(args[0], args[1]);
    Path folder = Files.createDirectories(Path.of(args[2]));
    Files.write(folder.resolve("photo.jpg"), picture.jpeg());
    AlphaMatte matte = picture.matte();
    ImageFiles.writeAlpha8(matte, folder.resolve("matte.png"), Rounding.NEAREST);
    ImageFiles.writeAlpha8(trimap(matte), folder.resolve("trimap.png"), Rounding.NEAREST);
  }

  /** 1 where the matte is opaque all around, 0 where it is transparent all around, else 0.5. */
  static AlphaMatte trimap(AlphaMatte matte) {
    int width = matte.width();
    int height = matte.height();
    int band = Math.max(1, BAND * height / 1080);
    float[] alphas = matte.toArray();
    float[] least = alphas;
    float[] greatest = alphas;
    for (int step : new int[] {1, width}) {
      int length = step == 1 ? width : height;
      least = spread(least, width, step, length, band, Math::min);
      greatest = spread(greatest, width, step, length, band, Math::max);
    }
    float[] regions = new float[alphas.length];
    for (int i = 0; i < regions.length; i++) {
      regions[i] = least[i] == 1 ? 1 : greatest[i] == 0 ? 0 : 0.5f;
    }
    return AlphaMatte.adopt(width, height, regions);
  }

  /** The least or greatest value within {@code radius} along rows (step 1) or columns. */
  private static float[] spread(
      float[] values, int width, int step, int length, int radius, Choice choice) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int at = step == 1 ? i % width : i / width;
      float found = values[i];
      for (int k = Math.max(-radius, -at); k <= Math.min(radius, length - 1 - at); k++) {
        found = choice.of(found, values[i + k * step]);
      }
      result[i] = found;
    }
    return result;
  }

  private interface Choice {
    float of(float a, float b);
  }
}
