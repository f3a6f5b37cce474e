package io.github.matting4j.compose;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.WriteOptions;
import io.github.matting4j.portraits.SyntheticPortrait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws docs/gallery anew: pictures and page. A few minutes. The command is in the page; the
 * argument is the folder.
 */
public final class GalleryWriter {
  private static final String HALO = "arms-raised-seaside";
  private static final String TRIMAP = "curly-hair-studio";
  private static final WriteOptions QUALITY = WriteOptions.defaults().jpegQuality(0.85);

  private GalleryWriter() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (Gallery.Portrait portrait : Gallery.PORTRAITS) {
      System.out.println(portrait.scene());
      SyntheticPortrait drawn = portrait.sized().render();
      for (Map.Entry<String, Drawing> picture : pictures(portrait).entrySet()) {
        save(picture.getValue().of(portrait, drawn), folder.resolve(picture.getKey()));
      }
    }
    Files.writeString(folder.resolve("README.md"), page());
  }

  /** Draws one picture. */
  interface Drawing {
    ArgbImage of(Gallery.Portrait portrait, SyntheticPortrait drawn);
  }

  /** The pictures of one portrait by their file names. */
  static Map<String, Drawing> pictures(Gallery.Portrait portrait) {
    Map<String, Drawing> pictures = new LinkedHashMap<>();
    pictures.put(fileName(portrait, "exact"), Gallery::exact);
    for (Gallery.Named way : Gallery.WAYS) {
      pictures.put(
          fileName(portrait, way.name()), (one, drawn) -> Gallery.sheet(one, drawn, way.way()));
    }
    if (DegradedGallery.PORTRAITS.contains(portrait)) {
      for (DegradedGallery.Fault fault : DegradedGallery.Fault.values()) {
        pictures.put(
            fault.fileName(portrait), (one, drawn) -> DegradedGallery.sheet(one, drawn, fault));
      }
    }
    if (portrait.scene().equals(HALO)) {
      pictures.put("halo.jpg", DegradedGallery::halo);
    }
    if (portrait.scene().equals(TRIMAP)) {
      pictures.put("trimap.jpg", DegradedGallery::trimap);
    }
    return pictures;
  }

  static void save(ArgbImage picture, Path file) throws IOException {
    ImageFiles.write(picture, file, QUALITY);
  }

  static String fileName(Gallery.Portrait portrait, String way) {
    return portrait.scene() + "-" + way + ".jpg";
  }

  /** The page that shows them. */
  static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(EXACT);
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
    degraded(page);
    return page.toString();
  }

  private static void degraded(StringBuilder page) {
    page.append(DEGRADED);
    page.append("Rows: ").append(String.join(", ", DegradedGallery.rows())).append(".\n\n");
    page.append("| portrait |");
    for (DegradedGallery.Fault fault : DegradedGallery.Fault.values()) {
      page.append(' ').append(fault.title()).append(" |");
    }
    page.append("\n|---|")
        .append("---|".repeat(DegradedGallery.Fault.values().length))
        .append('\n');
    for (Gallery.Portrait portrait : DegradedGallery.PORTRAITS) {
      page.append("| ").append(portrait.scene()).append("<br>").append(portrait.shows());
      page.append(" |");
      for (DegradedGallery.Fault fault : DegradedGallery.Fault.values()) {
        String title = portrait.scene() + ", " + fault.title();
        page.append(" ![")
            .append(title)
            .append("](")
            .append(fault.fileName(portrait))
            .append(") |");
      }
      page.append('\n');
    }
    page.append(BEFORE_AND_AFTER);
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
              "Drawn portraits of `matting-portraits`, short side 1080; their alpha is known exactly. What is still wrong in them is",
              "described in [edges.md](../edges.md#seen-at-200-).",
              "",
              "After a change of refinement, foreground or composing, draw it anew and look at what git says has",
              "changed; `GalleryTest` fails until it is done:",
              "",
              "```",
              "mvn -q -pl matting-api -am test-compile && java -Xmx2g -cp matting-api/target/test-classes:matting-api/target/classes:matting-model/target/classes:matting-kernel/target/classes:matting-image/target/classes:matting-portraits/target/classes io.github.matting4j.compose.GalleryWriter docs/gallery",
              "```",
              "",
              ""));

  private static final String EXACT =
      String.join(
          "\n",
          List.of(
              "## Exact mattes",
              "",
              "The network's matte is the exact alpha brought down to a short side of 512 by area average and enlarged",
              "bilinearly: what a perfect small network would give. Each sheet shows the alpha, the cut-out over",
              "squares and the composite over green, with the library's default foreground colours: the whole",
              "picture above, below a detail pixel by pixel. `exact` is the exact alpha with the exact colours.",
              "",
              ""));

  private static final String DEGRADED =
      String.join(
          "\n",
          List.of(
              "",
              "## Mattes that are off",
              "",
              "As those of real networks: the exact alpha grown or shrunk by a disc of 2 pixels of the photo, brought down to a short side of",
              "512, rounded to 8 bits. A detail at 200 %, over white, black and green, with the library's default foreground colours.",
              ""));

  private static final String BEFORE_AND_AFTER =
      String.join(
          "\n",
          List.of(
              "",
              "## Before and after",
              "",
              "Above before, below after; details at 200 %.",
              "",
              "**Halo**: the exact matte of a network of 512 in 8 bits, enlarged, with the photo's colours; then `auto` and the default",
              "foreground colours.",
              "",
              "![Fingers over white, black and green, before and after](halo.jpg)",
              "",
              "**Trimap**: a matte of 512 that is 2 pixels too wide and blurred, with the default foreground colours, and photo; then solved",
              "from the trimap shown.",
              "",
              "![A photo and its trimap, the composites over white, black and green, before and after](trimap.jpg)",
              "",
              "**Thread** and **haze** are in [edges.md](../edges.md#wide-edges).",
              ""));
}
