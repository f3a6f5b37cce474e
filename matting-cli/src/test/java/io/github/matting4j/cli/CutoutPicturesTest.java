package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ColourProfile;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ImageInfo;
import io.github.matting4j.io.Photo;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.ReadOptions.IccProfiles;
import io.github.matting4j.io.WriteOptions;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What part of a photo the results show, and in which depth, colours and format. */
class CutoutPicturesTest {
  @TempDir Path folder;
  private Path photo;

  @BeforeEach
  void drawPhoto() throws Exception {
    photo = Pictures.portrait(folder.resolve("ana.png"));
  }

  private Cli.Result cutout(Path file, String options) {
    String line = "cutout " + file + " -o " + folder.resolve("out") + "/ " + options;
    return Cli.run(line.strip().split(" ")).exits(0);
  }

  private Path out(String name) {
    return folder.resolve("out").resolve(name);
  }

  private ImageInfo info(String name) throws Exception {
    return ImageFiles.probe(out(name), ReadOptions.defaults());
  }

  @Test
  void allThreeAreFramedAlike() throws Exception {
    cutout(photo, "--crop --crop-margin 10%");
    ImageInfo alpha = info("ana_alpha.png");
    assertThat(alpha.width()).isBetween(40, 250);
    for (String name : new String[] {"ana_cutout.png", "ana_composed.png"}) {
      assertThat(info(name).width()).isEqualTo(alpha.width());
      assertThat(info(name).height()).isEqualTo(alpha.height());
    }
    int[] cropped = alphas("ana_cutout.png");
    cutout(photo, "");
    assertThat(Arrays.stream(cropped).asLongStream().sum())
        .as("faint haze outside the box may be lost")
        .isCloseTo(
            Arrays.stream(alphas("ana_cutout.png")).asLongStream().sum(),
            org.assertj.core.data.Percentage.withPercentage(2));
    cutout(photo, "--scale 50% --size 300x200 --position 0%,100%");
    assertThat(info("ana_composed.png").width()).isEqualTo(300);
    int[] placed = alphas("ana_cutout.png");
    for (int i = 0; i < placed.length; i++) {
      if (i % 300 > 170 || i / 300 < 60) {
        assertThat(placed[i]).as("%d,%d", i % 300, i / 300).isLessThan(14);
      }
    }
  }

  @Test
  void nobodyToFrameIsTold() throws Exception {
    Path empty = folder.resolve("empty.png");
    ImageFiles.write(ArgbImage.filled(120, 90, 0xFF7088A0), empty);
    Cli.Result result = cutout(empty, "--crop");
    boolean somebody =
        Arrays.stream(Pictures.samples(out("empty_alpha.png"))).anyMatch(a -> a >= 13);
    assertThat(result.out().contains("no person was found")).isEqualTo(!somebody);
    if (!somebody) {
      assertThat(info("empty_cutout.png").width()).isEqualTo(120);
    }
  }

  @Test
  void blendingAndForegroundAreAsRequested() throws Exception {
    cutout(photo, "--background #FF2080");
    ArgbImage straight = read("ana_cutout.png");
    ArgbImage composed = read("ana_composed.png");
    cutout(photo, "--background #FF2080 --premultiplied --linear-light");
    ArgbImage premultiplied = read("ana_cutout.png");
    ArgbImage linear = read("ana_composed.png");
    cutout(photo, "--foreground published");
    ArgbImage published = read("ana_cutout.png");
    int darker = 0;
    int brighter = 0;
    int otherColours = 0;
    for (int y = 0; y < straight.height(); y++) {
      for (int x = 0; x < straight.width(); x++) {
        int alpha = straight.argb(x, y) >>> 24;
        int green = premultiplied.argb(x, y) >> 8 & 255;
        assertThat(premultiplied.argb(x, y) >>> 24).isEqualTo(alpha);
        assertThat(green).as("%d, %d", x, y).isLessThanOrEqualTo(alpha);
        darker += green < (straight.argb(x, y) >> 8 & 255) ? 1 : 0;
        otherColours += published.argb(x, y) == straight.argb(x, y) ? 0 : 1;
        int gain = (linear.argb(x, y) >> 16 & 255) - (composed.argb(x, y) >> 16 & 255);
        assertThat(gain).as("%d, %d", x, y).isGreaterThanOrEqualTo(-1);
        brighter += gain > 0 ? 1 : 0;
      }
    }
    assertThat(darker).isPositive();
    assertThat(brighter).isPositive();
    assertThat(otherColours).isPositive();
  }

  private ArgbImage read(String name) throws Exception {
    return ImageFiles.read(out(name));
  }

  @Test
  void hardEdgesAreZeroOrOne() throws Exception {
    cutout(photo, "--hard-edge --drop-specks");
    assertThat(Pictures.samples(out("ana_alpha.png"))).containsOnly(0, 255);
  }

  @Test
  void containShowsBars() throws Exception {
    Path wide = Pictures.halves(400, 100, 0xFF0000, 0x0000FF, folder.resolve("wide.png"));
    cutout(photo, "--fit contain --bars #0a0b0c --background " + wide);
    ArgbImage composed = ImageFiles.read(out("ana_composed.png"));
    for (int x : new int[] {0, composed.width() - 1}) {
      for (int shift = 0; shift <= 16; shift += 8) { // the matte may be faint there, not zero
        assertThat(composed.argb(x, 0) >> shift & 0xFF)
            .isCloseTo(0x0A0B0C >> shift & 0xFF, org.assertj.core.data.Offset.offset(3));
      }
    }
  }

  @Test
  void sixteenBitsGoThroughWhereAsked() throws Exception {
    Path deep = folder.resolve("deep.tif");
    Argb16Image fine = fine(ImageFiles.read(photo));
    ImageFiles.write(fine, deep);
    cutout(deep, "--bits 16 --background #336699");
    for (String name : new String[] {"deep_cutout.png", "deep_composed.png", "deep_alpha.png"}) {
      assertThat(info(name).bitDepth()).as(name).isEqualTo(16);
    }
    Argb16Image cut =
        (Argb16Image)
            ImageFiles.readPhoto(out("deep_cutout.png"), ReadOptions.defaults()).picture();
    int opaque = 0;
    for (int i = 0; i < cut.width() * cut.height(); i++) {
      long pixel = cut.argb(i % cut.width(), i / cut.width());
      if (pixel >>> 48 == 0xFFFF) {
        opaque++;
        assertThat(pixel).isEqualTo(fine.argb(i % cut.width(), i / cut.width()));
      }
    }
    assertThat(opaque).isGreaterThan(100);
    cutout(deep, "--output-format tiff --bits 16");
    assertThat(info("deep_cutout.tif").bitDepth()).isEqualTo(16);
    assertThat(info("deep_alpha.tif").bitDepth()).isEqualTo(16);
    cutout(deep, "");
    assertThat(info("deep_cutout.png").bitDepth()).isEqualTo(8);
  }

  /** With low bytes that no 8-bit picture has. */
  private static Argb16Image fine(ArgbImage image) {
    long[] pixels = Argb16Image.of(image).toArray();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = pixels[i] & 0xFFFFFF00FF00FF00L | (i * 37L & 0xFF) * 0x100010001L;
    }
    return Argb16Image.adopt(image.width(), image.height(), pixels);
  }

  @Test
  void formatsFollowTheOption() throws Exception {
    cutout(photo, "--output-format jpg");
    assertThat(Pictures.names(folder.resolve("out")))
        .containsExactlyInAnyOrder("ana_alpha.png", "ana_composed.jpg", "ana_cutout.png");
  }

  @Test
  void aProfileIsKeptWhereAskedAndElseConverted() throws Exception {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    Path wide = folder.resolve("wide.png");
    ColourProfile profile = ColourProfile.of(linear);
    ImageFiles.write(ImageFiles.read(photo), wide, WriteOptions.defaults().profile(profile));
    ReadOptions keep = ReadOptions.defaults().iccProfiles(IccProfiles.KEEP);
    cutout(wide, "--icc keep --foreground raw --refine none");
    for (String name : new String[] {"wide_cutout.png", "wide_composed.png"}) {
      assertThat(ImageFiles.readPhoto(out(name), keep).profile()).contains(profile);
    }
    int[] kept =
        ((ArgbImage) ImageFiles.readPhoto(out("wide_cutout.png"), keep).picture()).toArray();
    int[] stored = ImageFiles.read(photo).toArray();
    int opaque = 0;
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] >>> 24 == 255) {
        opaque++;
        assertThat(kept[i]).isEqualTo(stored[i]);
      }
    }
    assertThat(opaque).isGreaterThan(100);
    cutout(wide, "");
    assertThat(ImageFiles.readPhoto(out("wide_cutout.png"), keep).profile()).isEmpty();
  }

  @Test
  void metadataGoesAlongOnlyWhereAsked() throws Exception {
    byte[] exif = {
      'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0
    };
    byte[] jpeg = Files.readAllBytes(Pictures.portrait(folder.resolve("bea.jpg")));
    byte[] marked = new byte[jpeg.length + 10 + exif.length];
    System.arraycopy(jpeg, 0, marked, 0, 2);
    byte[] head = {(byte) 0xFF, (byte) 0xE1, 0, (byte) (8 + exif.length), 'E', 'x', 'i', 'f', 0, 0};
    System.arraycopy(head, 0, marked, 2, head.length);
    System.arraycopy(exif, 0, marked, 12, exif.length);
    System.arraycopy(jpeg, 2, marked, 12 + exif.length, jpeg.length - 2);
    Path file = Files.write(folder.resolve("bea.jpg"), marked);
    cutout(file, "--keep-metadata --output-format jpg");
    Photo composed = ImageFiles.readPhoto(out("bea_composed.jpg"), ReadOptions.defaults());
    assertThat(composed.exif()).isPresent();
    assertThat(composed.picture().width()).isEqualTo(Pictures.HEIGHT); // lies on its side
    assertThat(info("bea_cutout.png").orientation()).isEqualTo(1);
    cutout(file, "");
    assertThat(ImageFiles.readPhoto(out("bea_cutout.png"), ReadOptions.defaults()).exif())
        .isEmpty();
  }

  private int[] alphas(String name) throws Exception {
    return Arrays.stream(ImageFiles.read(out(name)).toArray()).map(pixel -> pixel >>> 24).toArray();
  }
}
