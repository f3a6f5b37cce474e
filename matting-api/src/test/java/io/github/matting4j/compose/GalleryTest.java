package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.testing.ModuleStructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/gallery shows what the code makes today, so that a change of quality is seen in review. */
class GalleryTest {
  private static final Path FOLDER = ModuleStructure.top().resolve("docs").resolve("gallery");
  private static final long MAX_BYTES = 4_000_000;

  /** Mean of a channel's difference, in levels of 255; a fresh drawing usually has 0. */
  private static final double TOLERANCE = 0.2;

  private static final String REMEDY =
      "; if the change is wanted, draw the gallery anew (docs/gallery/README.md tells how), look at"
          + " it and commit it";

  @TempDir Path fresh;

  @Test
  void thePageShowsEveryPortraitWithEveryWayAndAllIsSmall() throws IOException {
    assertThat(FOLDER.resolve("README.md"))
        .content()
        .as("the page" + REMEDY)
        .isEqualTo(GalleryWriter.page());
    long bytes = 0;
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
        assertThat(GalleryWriter.page() + "README.md").contains(file.getFileName().toString());
      }
    }
    assertThat(bytes).isLessThan(MAX_BYTES);
    assertThat(Gallery.PORTRAITS).hasSize(10);
  }

  /** Fingers and hair: exact with every way, and a matte that is off; all take minutes. */
  @Test
  void theSheetsAreWhatTheCodeMakes() throws IOException {
    Gallery.Portrait portrait =
        Gallery.PORTRAITS.stream()
            .filter(one -> one.scene().equals("arms-raised-seaside"))
            .findFirst()
            .orElseThrow();
    Map<String, GalleryWriter.Drawing> pictures = GalleryWriter.pictures(portrait);
    String wide = DegradedGallery.Fault.WIDE.fileName(portrait);
    List<String> others = List.of(DegradedGallery.Fault.NARROW.fileName(portrait), "halo.jpg");
    assertThat(pictures).containsKey(wide).containsKeys(others.toArray(String[]::new));
    pictures.keySet().removeAll(others);
    compare(portrait, pictures);
  }

  @Tag("soak")
  @Test
  void allSheetsAreWhatTheCodeMakes() throws IOException {
    for (Gallery.Portrait portrait : Gallery.PORTRAITS) {
      compare(portrait, GalleryWriter.pictures(portrait));
    }
  }

  private void compare(Gallery.Portrait portrait, Map<String, GalleryWriter.Drawing> pictures)
      throws IOException {
    SyntheticPortrait drawn = portrait.sized().render();
    for (Map.Entry<String, GalleryWriter.Drawing> picture : pictures.entrySet()) {
      String name = picture.getKey();
      GalleryWriter.save(picture.getValue().of(portrait, drawn), fresh.resolve(name));
      assertThat(FOLDER.resolve(name)).as(REMEDY).exists();
      double difference =
          difference(ImageFiles.read(FOLDER.resolve(name)), ImageFiles.read(fresh.resolve(name)));
      assertThat(difference).as(name + " differs, in levels" + REMEDY).isLessThan(TOLERANCE);
    }
  }

  @Test
  void theComparisonSeesAnotherRefinement() throws IOException {
    String scene = "arms-raised-seaside";
    assertThat(
            difference(
                ImageFiles.read(FOLDER.resolve(scene + "-none.jpg")),
                ImageFiles.read(FOLDER.resolve(scene + "-auto.jpg"))))
        .isGreaterThan(TOLERANCE);
  }

  private static double difference(ArgbImage a, ArgbImage b) {
    assertThat(b.toString()).isEqualTo(a.toString());
    int[] first = a.toArray();
    int[] second = b.toArray();
    long sum = 0;
    for (int i = 0; i < first.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        sum += Math.abs((first[i] >> shift & 0xFF) - (second[i] >> shift & 0xFF));
      }
    }
    return sum / (3.0 * first.length);
  }
}
