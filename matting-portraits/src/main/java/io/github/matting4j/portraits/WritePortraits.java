package io.github.matting4j.portraits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Command: draws the gallery into a folder. */
public final class WritePortraits {
  private WritePortraits() {}

  /** Arguments: {@code OUTDIR [WxH]}; without a size each scene has its own. */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2 || (args.length == 2 && !args[1].matches("\\d+x\\d+"))) {
      throw new IllegalArgumentException("usage: WritePortraits OUTDIR [WxH]");
    }
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (PortraitScene scene : SyntheticPortraits.gallery()) {
      PortraitScene sized = scene;
      if (args.length == 2) {
        int by = args[1].indexOf('x');
        sized =
            scene.size(
                Integer.parseInt(args[1].substring(0, by)),
                Integer.parseInt(args[1].substring(by + 1)));
      }
      PortraitFiles.write(sized.render(), folder);
    }
  }
}
