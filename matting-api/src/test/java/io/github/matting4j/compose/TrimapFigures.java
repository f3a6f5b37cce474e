package io.github.matting4j.compose;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Trimap;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.metrics.Trimaps;
import io.github.matting4j.portraits.PortraitScene;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * For scripts/reference/trimap.py. {@code write FOLDER SHORT_SIDE} draws the portraits with trimaps
 * of five widths; {@code solve FOLDER NAME-trimapN.png} prints the SAD in unknown pixels and the
 * processor seconds of the second run.
 */
public final class TrimapFigures {
  private static final int[] WIDTHS = {5, 11, 25, 51, 101};

  private TrimapFigures() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("write")) {
      int side = Integer.parseInt(arguments[2]);
      for (PortraitScene scene : SyntheticPortraits.gallery()) {
        boolean wide = scene.name().startsWith("two") || scene.name().startsWith("small");
        write(scene.size(wide ? side * 3 / 2 : side, wide ? side : side * 5 / 4).render(), folder);
      }
    } else {
      solve(folder, arguments[2]);
    }
  }

  private static void write(SyntheticPortrait portrait, Path folder) throws IOException {
    Files.createDirectories(folder);
    ImageFiles.write(Degraded.photo(portrait), folder.resolve(portrait.name() + ".png"));
    float[] levels = portrait.alpha();
    int[] grey = new int[levels.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] *= 255;
      grey[i] = 0xFF000000 | Math.round(levels[i]) * 0x010101;
    }
    save(portrait, grey, folder.resolve(portrait.name() + "-alpha.png"));
    for (int size : WIDTHS) {
      byte[] marks = Trimaps.around(portrait.width(), portrait.height(), levels, size);
      for (int i = 0; i < marks.length; i++) {
        grey[i] = 0xFF000000 | (marks[i] & 0xFF) * 0x010101;
      }
      save(portrait, grey, folder.resolve(portrait.name() + "-trimap" + size + ".png"));
    }
  }

  private static void save(SyntheticPortrait portrait, int[] argb, Path file) throws IOException {
    ImageFiles.write(ArgbImage.adopt(portrait.width(), portrait.height(), argb.clone()), file);
  }

  private static void solve(Path folder, String file) throws IOException {
    String name = file.substring(0, file.indexOf("-trimap"));
    ArgbImage photo = ImageFiles.read(folder.resolve(name + ".png"));
    Trimap trimap = Trimap.of(ImageFiles.read(folder.resolve(file)));
    int[] truth = ImageFiles.read(folder.resolve(name + "-alpha.png")).toArray();
    TrimapMatting task = TrimapMatting.of(photo, trimap);
    task.solve();
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    float[] alpha = task.solve().matte().toArray();
    long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    double sad = 0;
    for (int i = 0; i < alpha.length; i++) {
      if (trimap.region(i % photo.width(), i / photo.width()) == Trimap.Region.UNKNOWN) {
        sad += Math.abs(alpha[i] - (truth[i] & 0xFF) / 255.0);
      }
    }
    System.out.println(sad / 1000 + " " + took / 1e9);
  }
}
