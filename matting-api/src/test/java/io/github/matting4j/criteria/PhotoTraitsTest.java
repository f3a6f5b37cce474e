package io.github.matting4j.criteria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.WriteOptions;
import io.github.matting4j.portraits.PortraitScene;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import io.github.matting4j.portraits.paint.Backdrop;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured, against scenes whose truth is known. */
class PhotoTraitsTest {

  private static final Map<String, SyntheticPortrait> RENDERED = new HashMap<>();

  /** Drawing takes seconds, so each scene is drawn once, and small. */
  private static SyntheticPortrait render(PortraitScene scene) {
    return RENDERED.computeIfAbsent(scene.name(), name -> scene.size(400, 300).render());
  }

  private static PortraitScene before(Backdrop backdrop) {
    return SyntheticPortraits.headAndShoulders(3).backdrop(backdrop).named(backdrop.name());
  }

  private static ArgbImage photo(SyntheticPortrait portrait) {
    return ArgbImage.adopt(portrait.width(), portrait.height(), portrait.argb());
  }

  private static AlphaMatte truth(SyntheticPortrait portrait) {
    return AlphaMatte.adopt(portrait.width(), portrait.height(), portrait.alpha());
  }

  private static double value(PhotoTraits traits, PhotoTrait trait) {
    return traits.get(trait).orElseThrow().value();
  }

  @ParameterizedTest(name = "noise of sigma {0} is found within 20 %")
  @ValueSource(doubles = {3, 6, 10, 16, 24})
  void noise(double sigma) {
    for (PortraitScene scene :
        List.of(
            before(Backdrop.STUDIO),
            SyntheticPortraits.smallPerson(3),
            SyntheticPortraits.couple(9))) {
      ArgbImage noisy = noisy(photo(render(scene)), sigma);
      assertThat(value(PhotoTraits.of(noisy), PhotoTrait.NOISE))
          .as(scene.name())
          .isCloseTo(sigma, within(0.2 * sigma));
    }
  }

  private static ArgbImage noisy(ArgbImage image, double sigma) {
    Random random = new Random(77);
    int[] argb = image.toArray();
    for (int i = 0; i < argb.length; i++) {
      int p = 0xFF000000;
      for (int shift = 0; shift < 24; shift += 8) {
        long v = Math.round((argb[i] >> shift & 255) + sigma * random.nextGaussian());
        p |= (int) Math.max(0, Math.min(255, v)) << shift;
      }
      argb[i] = p;
    }
    return ArgbImage.adopt(image.width(), image.height(), argb);
  }

  @ParameterizedTest(name = "blur of sigma {0} is found within 30 % and half a pixel")
  @ValueSource(doubles = {1, 2, 3, 4})
  void blur(double sigma) {
    for (PortraitScene scene : List.of(before(Backdrop.INTERIOR), SyntheticPortraits.couple(9))) {
      ArgbImage blurred = blurred(photo(render(scene)), sigma);
      assertThat(value(PhotoTraits.of(blurred), PhotoTrait.BLUR))
          .as(scene.name())
          .isCloseTo(sigma, within(0.3 * sigma + 0.5));
    }
  }

  @Test
  void aSharpPhotoIsSharp() {
    ArgbImage sharp = photo(render(before(Backdrop.INTERIOR)));
    assertThat(value(PhotoTraits.of(sharp), PhotoTrait.BLUR)).isLessThan(1.3);
  }

  private static ArgbImage blurred(ArgbImage image, double sigma) {
    int w = image.width();
    int h = image.height();
    int r = (int) Math.ceil(3 * sigma);
    double[] kernel = new double[2 * r + 1];
    double sum = 0;
    for (int i = -r; i <= r; i++) {
      sum += kernel[i + r] = Math.exp(-i * i / (2 * sigma * sigma));
    }
    int[] in = image.toArray();
    double[][] planes = new double[3][w * h];
    for (int c = 0; c < 3; c++) {
      double[] rows = new double[w * h];
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          double v = 0;
          for (int i = -r; i <= r; i++) {
            int xx = Math.max(0, Math.min(w - 1, x + i));
            v += kernel[i + r] * (in[y * w + xx] >> 8 * c & 255);
          }
          rows[y * w + x] = v / sum;
        }
      }
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          double v = 0;
          for (int i = -r; i <= r; i++) {
            v += kernel[i + r] * rows[Math.max(0, Math.min(h - 1, y + i)) * w + x];
          }
          planes[c][y * w + x] = v / sum;
        }
      }
    }
    int[] out = new int[w * h];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          0xFF000000
              | (int) Math.round(planes[2][i]) << 16
              | (int) Math.round(planes[1][i]) << 8
              | (int) Math.round(planes[0][i]);
    }
    return ArgbImage.adopt(w, h, out);
  }

  @Test
  void peopleShareAndPlaceComeFromTheMatte() {
    check(before(Backdrop.INTERIOR), 1);
    check(SyntheticPortraits.halfBody(2), 1);
    check(SyntheticPortraits.smallPerson(3), 1);
    check(SyntheticPortraits.apart(4), 2);
    check(SyntheticPortraits.couple(9), 1); // they touch, so they count as one, as documented
  }

  private static void check(PortraitScene scene, int people) {
    SyntheticPortrait portrait = render(scene);
    PhotoTraits traits = PhotoTraits.of(photo(portrait), truth(portrait));
    assertThat(value(traits, PhotoTrait.PEOPLE)).as(scene.name()).isEqualTo(people);
    assertThat(value(traits, PhotoTrait.SUBJECT_SHARE))
        .as(scene.name())
        .isCloseTo(portrait.share(), within(0.05));
    assertThat(traits.get(PhotoTrait.PEOPLE).orElseThrow().isSure()).isTrue();
  }

  @Test
  void aBusyBackgroundIsMoreClutteredThanACalmOne() {
    double studio = clutter(Backdrop.STUDIO);
    assertThat(studio).isLessThan(0.3);
    assertThat(clutter(Backdrop.LEAVES)).isGreaterThan(studio);
    assertThat(clutter(Backdrop.INTERIOR)).isGreaterThan(studio);
  }

  private static double clutter(Backdrop backdrop) {
    SyntheticPortrait portrait = render(before(backdrop));
    return value(PhotoTraits.of(photo(portrait), truth(portrait)), PhotoTrait.CLUTTER);
  }

  @Test
  void nothingFoundIsTooUnsureToActOn() {
    PhotoTraits traits =
        PhotoTraits.of(ArgbImage.filled(400, 300, 0xFF808080), AlphaMatte.filled(400, 300, 0f));
    assertThat(traits.get(PhotoTrait.PEOPLE).orElseThrow().isSure()).isFalse();
    assertThat(traits.get(PhotoTrait.SUBJECT_SHARE).orElseThrow().isSure()).isFalse();
  }

  @Test
  void tinyPhotosAreOnlyMeasured() {
    for (int[] size : new int[][] {{1, 1}, {31, 4000}, {33, 33}, {100, 40}}) {
      PhotoTraits traits = PhotoTraits.of(ArgbImage.filled(size[0], size[1], 0xFF336699));
      assertThat(value(traits, PhotoTrait.WIDTH)).isEqualTo(size[0]);
      assertThat(value(traits, PhotoTrait.HEIGHT)).isEqualTo(size[1]);
    }
  }

  @ParameterizedTest(name = "quality {0}")
  @ValueSource(ints = {10, 25, 50, 60, 75, 85, 92, 95, 99})
  void jpegQualityWithinThree(int quality) throws IOException {
    PhotoTraits traits = PhotoTraits.ofFile(jpeg(quality));
    assertThat(value(traits, PhotoTrait.JPEG_QUALITY)).isCloseTo(quality, within(3.0));
  }

  private static byte[] jpeg(int quality) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(quality / 100f);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    }
    writer.dispose();
    return bytes.toByteArray();
  }

  @Test
  void damagedFilesAreNoError() throws IOException {
    byte[] good = jpeg(80);
    Random random = new Random(5);
    for (int i = 0; i < 3000; i++) {
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
      for (int k = 0; k < 4 && bad.length > 0; k++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      assertThat(PhotoTraits.ofFile(bad)).isNotNull();
    }
    assertThat(PhotoTraits.ofFile(new byte[0]).values()).isEmpty();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageFiles.write(ArgbImage.filled(8, 8, -1), png, OutputFormat.PNG, WriteOptions.defaults());
    assertThat(PhotoTraits.ofFile(png.toByteArray()).values()).isEmpty();
  }

  @Test
  void aSetOfOneCameraIsNotMixedAndASetOfManyIs() {
    PhotoTraits one =
        PhotoTraits.unknown()
            .size(6000, 4000)
            .camera("Canon EOS R5")
            .with(PhotoTrait.JPEG_QUALITY, 96);
    assertThat(value(PhotoTraits.ofSet(List.of(one, one, one)), PhotoTrait.MIXED_SOURCES))
        .isEqualTo(0);
    PhotoTraits phone = PhotoTraits.unknown().size(4032, 3024).camera("Apple iPhone 13");
    PhotoTraits web = PhotoTraits.unknown().size(600, 400).with(PhotoTrait.JPEG_QUALITY, 60);
    assertThat(value(PhotoTraits.ofSet(List.of(one, phone, web)), PhotoTrait.MIXED_SOURCES))
        .isEqualTo(1);
  }

  @Test
  void theCameraIsReadFromExif() throws IOException {
    Path photo = Path.of("../../shared/data/photos/paddle-android.jpg");
    assumeTrue(Files.exists(photo), "needs ../shared/data/photos");
    PhotoTraits traits = PhotoTraits.ofFile(Files.readAllBytes(photo));
    assertThat(traits.camera()).contains("Canon EOS 5D Mark III");
    assertThat(value(traits, PhotoTrait.PHONE)).isEqualTo(0);
  }

  @Test
  void theSurerValueCounts() {
    PhotoTraits measured =
        PhotoTraits.unknown()
            .with(PhotoTrait.PEOPLE, new PhotoTraits.Measurement(1, 0.6, "measured"));
    PhotoTraits stated = PhotoTraits.unknown().with(PhotoTrait.PEOPLE, 2);
    assertThat(value(measured.and(stated), PhotoTrait.PEOPLE)).isEqualTo(2);
    assertThat(value(stated.and(measured), PhotoTrait.PEOPLE)).isEqualTo(2);
  }

  /** A window of flat areas with dark marks like writing. */
  private static ArgbImage screen(int width, int height) {
    int[] argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      int x = i % width;
      int y = i / width;
      boolean writing = x > 300 && y % 24 < 10 && (x * 7 + y * 13) % 5 == 0;
      argb[i] = writing ? 0xFF202428 : x < 300 ? 0xFF2B3A55 : 0xFFE8ECF0;
    }
    return ArgbImage.adopt(width, height, argb);
  }

  @Test
  void aScreenshotIsFlatAndAsLargeAsAScreen() {
    PhotoTraits.Measurement screen =
        PhotoTraits.of(screen(1920, 1080)).get(PhotoTrait.SCREENSHOT).orElseThrow();
    assertThat(screen.value()).isGreaterThan(0.5);
    assertThat(screen.isSure()).isTrue();
    PhotoTraits.Measurement cropped =
        PhotoTraits.of(screen(1700, 1000)).get(PhotoTrait.SCREENSHOT).orElseThrow();
    assertThat(cropped.isSure()).as("flat, but a plain backdrop is flat as well").isFalse();
    ArgbImage portrait = photo(render(SyntheticPortraits.couple(9)));
    PhotoTraits.Measurement photo =
        PhotoTraits.of(noisy(portrait, 2)).get(PhotoTrait.SCREENSHOT).orElseThrow();
    assertThat(photo.value()).isLessThan(0.5);
    assertThat(photo.isSure()).isTrue();
  }

  @Test
  void aSheetOfPaperIsPerhapsAScan() {
    PhotoTraits.Measurement a4 = SourceHints.of(2480, 3508, 0.1).get(PhotoTrait.SCAN).orElseThrow();
    assertThat(a4.value()).isGreaterThan(0.5);
    assertThat(a4.isSure()).isTrue();
    assertThat(SourceHints.of(3600, 2400, 0.1).get(PhotoTrait.SCAN)).isEmpty();
    PhotoTraits camera =
        PhotoTraits.unknown().with(PhotoTrait.SCAN, new PhotoTraits.Measurement(0, 0.8, "EXIF"));
    assertThat(value(SourceHints.of(2480, 3508, 0.1).and(camera), PhotoTrait.SCAN)).isZero();
  }
}
