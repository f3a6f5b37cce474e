package io.github.matting4j.cli.models;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.networks.check.CheckedPortrait;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sheet of checked portraits: photo, true matte, matte and cut-out in a row each. Stateless. */
final class CheckPicture {
  private static final int COLUMNS = 4;
  private static final int OPAQUE = 0xFF000000;

  private CheckPicture() {}

  static void write(List<CheckedPortrait> portraits, Path file) throws IOException {
    List<ArgbImage> cells = new ArrayList<>();
    for (CheckedPortrait portrait : portraits) {
      ArgbImage photo = portrait.photo();
      ArgbImage nothing = ArgbImage.filled(photo.width(), photo.height(), OPAQUE);
      cells.add(photo);
      cells.add(grey(portrait.truth()));
      cells.add(portrait.matte().map(CheckPicture::grey).orElse(nothing));
      cells.add(
          portrait
              .matte()
              .map(matte -> Composer.onto(Background.checkerboard()).compose(photo, matte).toArgb())
              .orElse(nothing));
    }
    ImageFiles.write(sheet(cells), file);
  }

  private static ArgbImage grey(AlphaMatte matte) {
    int width = matte.width();
    int[] pixels = new int[width * matte.height()];
    float[] row = new float[width];
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow(y, row, 0);
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = OPAQUE | Math.round(row[x] * 255) * 0x010101;
      }
    }
    return ArgbImage.adopt(width, matte.height(), pixels);
  }

  /** Pictures of one size in rows of {@link #COLUMNS}. */
  private static ArgbImage sheet(List<ArgbImage> cells) {
    int width = cells.get(0).width();
    int height = cells.get(0).height();
    int sheetWidth = COLUMNS * width;
    int[] pixels = new int[sheetWidth * (cells.size() / COLUMNS) * height];
    for (int i = 0; i < cells.size(); i++) {
      int start = i / COLUMNS * height * sheetWidth + i % COLUMNS * width;
      for (int y = 0; y < height; y++) {
        cells.get(i).readRow(y, pixels, start + y * sheetWidth);
      }
    }
    return ArgbImage.adopt(sheetWidth, cells.size() / COLUMNS * height, pixels);
  }
}
