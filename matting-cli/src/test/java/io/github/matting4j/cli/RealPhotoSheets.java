package io.github.matting4j.cli;

import io.github.matting4j.MattingModels;
import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.ForegroundEstimator;
import io.github.matting4j.compose.MatteCleaner;
import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.AwtImages;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sheets of photos of your own, one per photo and model: the matte as the network gave it, the
 * naive cut-out (that matte and the photo's own colours), and what {@code cutout} makes of it by
 * default, over white, black and green. The whole picture first, then the softest places of its
 * upper and its lower half at 200 %.
 *
 * <p>Arguments: the folder of the sheets, the folder of the models, their ids separated by commas,
 * photos.
 */
public final class RealPhotoSheets {
  private static final int CELL = 300;
  private static final int DETAIL = CELL / 2;
  private static final int GAP = 4;
  private static final List<Background> BACKGROUNDS =
      List.of(Background.WHITE, Background.BLACK, Background.colour(0x00B140));

  private RealPhotoSheets() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    OpenOptions options = OpenOptions.forLatency().modelFolder(Path.of(arguments[1]));
    for (String id : arguments[2].split(",", -1)) {
      try (MattingModel model = MattingModels.discovered().open(id, options)) {
        for (String argument : Arrays.asList(arguments).subList(3, arguments.length)) {
          Path file = Path.of(argument);
          ArgbImage photo = ImageFiles.read(file);
          MattingResult result = model.run(photo);
          System.out.printf(
              "%s %s: network %dx%d, %s%n",
              file.getFileName(),
              id,
              result.report().networkWidth(),
              result.report().networkHeight(),
              result.flags(photo));
          String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
          ImageFiles.write(sheet(photo, result), folder.resolve(name + "-" + id + ".png"));
        }
      }
    }
  }

  private static ArgbImage sheet(ArgbImage photo, MattingResult result) {
    AlphaMatte network = result.matte();
    AlphaMatte refined = MatteRefiner.forRun(result.report()).refine(photo, network);
    AlphaMatte ours = MatteCleaner.standard().clean(refined);
    List<BufferedImage> above = new ArrayList<>(List.of(AwtImages.toBuffered(photo)));
    List<BufferedImage> below = new ArrayList<>(List.of(AwtImages.toBuffered(ours)));
    for (Background background : BACKGROUNDS) {
      Composer composer = Composer.onto(background);
      above.add(
          AwtImages.toBuffered(
              composer.estimating(ForegroundEstimator.none()).compose(photo, network)));
      below.add(AwtImages.toBuffered(composer.compose(photo, ours)));
    }
    List<int[]> places = new ArrayList<>();
    places.add(softest(network, 0, photo.height() / 2));
    places.add(softest(network, photo.height() / 2, photo.height()));
    int whole = (int) Math.rint((double) CELL * photo.height() / photo.width());
    int width = above.size() * (CELL + GAP) - GAP;
    BufferedImage sheet =
        new BufferedImage(
            width, 2 * (whole + GAP) + 4 * (CELL + GAP) - GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    g.setColor(Color.GRAY);
    g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    int y = 0;
    for (List<BufferedImage> row : List.of(above, below)) {
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      for (int i = 0; i < row.size(); i++) {
        BufferedImage picture = row == below || i > 0 ? row.get(i) : AwtImages.toBuffered(network);
        g.drawImage(picture, i * (CELL + GAP), y, CELL, whole, null);
      }
      y += whole + GAP;
    }
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    for (int[] place : places) {
      for (List<BufferedImage> row : List.of(above, below)) {
        for (int i = 0; i < row.size(); i++) {
          int x = i * (CELL + GAP);
          int right = Math.min(place[0] + DETAIL, photo.width());
          int bottom = Math.min(place[1] + DETAIL, photo.height());
          g.drawImage(
              row.get(i),
              x,
              y,
              x + 2 * (right - place[0]),
              y + 2 * (bottom - place[1]),
              place[0],
              place[1],
              right,
              bottom,
              null);
        }
        y += CELL + GAP;
      }
    }
    g.dispose();
    return AwtImages.from(sheet);
  }

  /** Left column and upper row of the place with the most undecided alpha between two rows. */
  private static int[] softest(AlphaMatte matte, int from, int to) {
    int step = 16;
    int[] best = {0, from};
    double most = -1;
    for (int y = from; y == from || y + DETAIL <= to; y += step) {
      for (int x = 0; x == 0 || x + DETAIL <= matte.width(); x += step) {
        double soft = 0;
        for (int row = y; row < Math.min(y + DETAIL, matte.height()); row += 2) {
          for (int column = x; column < Math.min(x + DETAIL, matte.width()); column += 2) {
            double alpha = matte.alpha(column, row);
            soft += alpha * (1 - alpha);
          }
        }
        if (soft > most) {
          most = soft;
          best = new int[] {x, y};
        }
      }
    }
    return best;
  }
}
