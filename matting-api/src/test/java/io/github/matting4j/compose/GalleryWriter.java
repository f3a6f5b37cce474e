package io.github.matting4j.compose;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.WriteOptions;
import io.github.matting4j.portraits.SyntheticPortrait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Draws docs/gallery anew: pictures and page. A minute or two. The command is in the page; the
 * argument is the folder.
 */
public final class GalleryWriter {
  private static final WriteOptions QUALITY = WriteOptions.defaults().jpegQuality(0.85);

  private GalleryWriter() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (Gallery.Portrait portrait : Gallery.PORTRAITS) {
      System.out.println(portrait.scene());
      write(portrait, folder);
    }
    Files.writeString(folder.resolve("README.md"), page());
  }

  /** The sheets of one portrait. */
  static void write(Gallery.Portrait portrait, Path folder) throws IOException {
    SyntheticPortrait drawn = portrait.sized().render();
    save(Gallery.exact(portrait, drawn), portrait, "exact", folder);
    for (Gallery.Named way : Gallery.WAYS) {
      save(Gallery.sheet(portrait, drawn, way.way()), portrait, way.name(), folder);
    }
  }

  private static void save(ArgbImage sheet, Gallery.Portrait portrait, String way, Path folder)
      throws IOException {
    ImageFiles.write(sheet, folder.resolve(fileName(portrait, way)), QUALITY);
  }

  static String fileName(Gallery.Portrait portrait, String way) {
    return portrait.scene() + "-" + way + ".jpg";
  }

  /** The page that shows them. */
  static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| portrait | exact |");
    Gallery.WAYS.forEach(way -> page.append(' ').append(way.title()).append(" |"));
    page.append("\n|---|---|").append("---|".repeat(Gallery.WAYS.size())).append('\n');
    for (Gallery.Portrait portrait : Gallery.PORTRAITS) {
      page.append("| ").append(portrait.scene()).append("<br>").append(portrait.shows());
      page.append(" | ").append(picture(portrait, "exact", "exact")).append(" |");
      for (Gallery.Named way : Gallery.WAYS) {
        page.append(' ').append(picture(portrait, way.name(), way.title())).append(" |");
      }
      page.append('\n');
    }
    return page.toString();
  }

  private static String picture(Gallery.Portrait portrait, String way, String title) {
    return "![" + portrait.scene() + ", " + title + "](" + fileName(portrait, way) + ")";
  }

  private static final String HEAD =
      String.join(
          "\n",
          List.of(
              "# Gallery",
              "",
              "Ten drawn portraits, short side 1080, of `matting-portraits`; their alpha is known exactly. The",
              "network's matte is that alpha brought down to a short side of 512 by area average and enlarged",
              "bilinearly: what a perfect small network would give. Each sheet shows the alpha, the cut-out over",
              "squares and the composite over green, with the library's default foreground colours: the whole",
              "picture above, below a detail pixel by pixel. `exact` is the exact alpha with the exact colours.",
              "",
              "After a change of refinement, foreground or composing, draw it anew and look at what git says has",
              "changed; `GalleryTest` fails until it is done:",
              "",
              "```",
              "mvn -q -pl matting-api -am test-compile && java -Xmx2g -cp matting-api/target/test-classes:matting-api/target/classes:matting-model/target/classes:matting-kernel/target/classes:matting-image/target/classes:matting-portraits/target/classes io.github.matting4j.compose.GalleryWriter docs/gallery",
              "```",
              "",
              ""));
}
