package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small files that would cost much time or memory are refused before they do. */
class BombTest {
  /** What a refusal may allocate beyond the file itself: next to nothing of the picture. */
  private static final long REFUSAL_BYTES = 8L << 20;

  @BeforeAll
  static void loadClasses() {
    TestPictures.read(TestPictures.png(TestPictures.opaqueWaves(8, 8)));
    TestPictures.read(TestPictures.jpeg(TestPictures.opaqueWaves(8, 8), true));
  }

  @ParameterizedTest
  @CsvSource({
    "60000,60000,16,6",
    "60000,60000,8,2",
    "60000,60000,1,0",
    "2147483647,2147483647,8,2",
    "1000000000,1,8,0",
    "1,2000000000,8,6",
    "20000,20000,8,2"
  })
  void pngHeadersThatClaimTooMuchAreRefused(int width, int height, int bits, int colorType) {
    byte[] png = TestPictures.png(width, height, bits, colorType, TestPictures.idat(new byte[9]));
    assertRefusedUndecoded(png, Reason.LIMIT, "shrink it or raise the limit");
  }

  @ParameterizedTest
  @CsvSource({"0,5", "5,0", "0,0", "-1,5", "5,-2147483648"})
  void impossiblePngSizesAreRefused(int width, int height) {
    byte[] png = TestPictures.png(width, height, 8, 2, TestPictures.idat(new byte[9]));
    assertThatThrownBy(() -> ImageFiles.read(png, ReadOptions.defaults()))
        .isInstanceOf(ImageReadException.class);
  }

  @Test
  void pngThatClaimsMorePixelsThanItsDataCanHoldIsRefusedUnallocated() {
    byte[] png = TestPictures.png(7000, 7000, 8, 6, TestPictures.idat(new byte[1000]));
    assertRefusedUndecoded(png, Reason.TRUNCATED, "too few bytes");
  }

  @Test
  void pngOfZerosWithAllItsDataIsRefusedByItsSize() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, fast)) {
      byte[] row = new byte[1 + 3 * 20_000];
      for (int y = 0; y < 20_000; y++) {
        out.write(row);
      }
    } finally {
      fast.end();
    }
    byte[] idat = TestPictures.chunk("IDAT", packed.toByteArray());
    byte[] png = TestPictures.png(20_000, 20_000, 8, 2, idat);
    assertRefusedUndecoded(png, Reason.LIMIT, "400000000");
  }

  @Test
  void smallJpegThatClaimsAHundredMegapixelsIsRefused() {
    byte[] jpeg = TestPictures.jpeg(TestPictures.flat(16, 16, 0x808080), false);
    assertThat(jpeg.length).isLessThan(900);
    byte[] claims = resized(jpeg, 10_000, 10_000);
    assertRefusedUndecoded(claims, Reason.LIMIT, "100000000");
    ReadOptions larger = ReadOptions.defaults().maxPixels(200_000_000);
    assertThatThrownBy(() -> ImageFiles.read(claims, larger))
        .isInstanceOfSatisfying(
            ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED))
        .hasMessageContaining("too few bytes");
  }

  @Test
  void manyProgressiveScansAreRefusedByTheirNumber() {
    assertRefusedUndecoded(scanBomb(500), Reason.LIMIT, "scans");
  }

  @Test
  void scansWithinAHigherLimitAreStoppedByTheDeadline() {
    byte[] bomb = scanBomb(500);
    ReadOptions options =
        ReadOptions.defaults()
            .maxScans(1000)
            .damaged(ReadOptions.Damage.ACCEPT) // repeated scans draw warnings
            .deadline(Duration.ofMillis(300));
    assertThatThrownBy(() -> ImageFiles.read(bomb, options))
        .isInstanceOfSatisfying(
            ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DEADLINE));
  }

  @Test
  void profileThatUnpacksToHalfAGigabyteIsIgnored() {
    byte[] huge = new byte[64 << 20];
    byte[] png = TestPictures.png(TestPictures.opaqueWaves(20, 10));
    byte[] bomb = TestPictures.withChunk(png, TestPictures.iccp(huge));
    assertThat(TestPictures.read(bomb).toArray()).isEqualTo(TestPictures.read(png).toArray());
  }

  @Test
  void millionsOfSegmentsAreRefused() {
    byte[] jpeg = TestPictures.jpeg(TestPictures.flat(16, 16, 0x808080), false);
    byte[] comments = new byte[4 * 1_000_000];
    for (int i = 0; i < comments.length; i += 4) {
      comments[i] = (byte) 0xFF;
      comments[i + 1] = (byte) 0xFE;
      comments[i + 3] = 2;
    }
    byte[] start = Arrays.copyOf(jpeg, 2);
    byte[] rest = Arrays.copyOfRange(jpeg, 2, jpeg.length);
    assertRefusedUndecoded(
        TestPictures.concat(start, comments, rest), Reason.LIMIT, "more than 20000 segments");
  }

  @Test
  void pictureLargerThanAllSharedMemoryIsRefusedWithNumbers() {
    byte[] png = TestPictures.png(TestPictures.opaqueWaves(1000, 1000));
    ReadOptions tight = ReadOptions.defaults().maxConcurrentBytes(1 << 20);
    assertThatThrownBy(() -> ImageFiles.read(png, tight))
        .isInstanceOfSatisfying(
            ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MEMORY))
        .hasMessageContainingAll("about 4 MB", "1 MB", "raise the limit");
  }

  /** A progressive picture of 2000 x 2000 whose last scan is repeated. */
  static byte[] scanBomb(int extra) {
    byte[] jpeg = TestPictures.jpeg(TestPictures.flat(2000, 2000, 0x808080), true);
    int lastScan = 0;
    for (int i = 0; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xDA) {
        lastScan = i;
      }
    }
    byte[] scan = Arrays.copyOfRange(jpeg, lastScan, jpeg.length - 2);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < extra; i++) {
      bomb.writeBytes(scan);
    }
    bomb.write(jpeg, jpeg.length - 2, 2);
    return bomb.toByteArray();
  }

  private static byte[] resized(byte[] jpeg, int width, int height) {
    byte[] changed = jpeg.clone();
    for (int i = 2; i < changed.length - 9; i++) {
      if (changed[i] == (byte) 0xFF && changed[i + 1] == (byte) 0xC0) {
        changed[i + 5] = (byte) (height >> 8);
        changed[i + 6] = (byte) height;
        changed[i + 7] = (byte) (width >> 8);
        changed[i + 8] = (byte) width;
        return changed;
      }
    }
    throw new AssertionError("no frame header");
  }

  /** A refusal that decodes nothing allocates nothing for pixels. */
  private static void assertRefusedUndecoded(byte[] data, Reason reason, String fragment) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> ImageFiles.read(data, ReadOptions.defaults()))
        .isInstanceOfSatisfying(
            ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(fragment);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .isLessThan(data.length + REFUSAL_BYTES);
  }
}
