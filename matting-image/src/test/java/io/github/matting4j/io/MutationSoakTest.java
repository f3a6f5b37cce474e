package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.input.ByteView;
import io.github.matting4j.io.input.DecodePermits;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random damage to small files has only typed outcomes. Minutes long; run with -Dgroups=soak. */
@Tag("soak")
class MutationSoakTest {
  private static final int RUNS = Integer.getInteger("matting4j.soak.runs", 200_000);
  private static final long SEED = 20261122;

  @Test
  void everyMutantIsReadOrRefusedWithAReason() {
    List<byte[]> seeds = seeds();
    Map<ImageReadException.Reason, Integer> refused =
        new EnumMap<>(ImageReadException.Reason.class);
    ReadOptions strict = ReadOptions.defaults().maxPixels(1_000_000);
    ReadOptions lenient = strict.damaged(ReadOptions.Damage.ACCEPT);
    Random random = new Random(SEED);
    for (int run = 0; run < RUNS; run++) {
      byte[] mutant = mutate(seeds.get(random.nextInt(seeds.size())), random);
      long start = System.nanoTime();
      try {
        ImageFiles.read(mutant, run % 2 == 0 ? strict : lenient);
      } catch (ImageReadException e) {
        refused.merge(e.reason(), 1, Integer::sum);
        assertThat(e.getMessage()).as("seed " + SEED + ", run " + run).isNotBlank();
      } catch (Throwable e) {
        throw new AssertionError("seed " + SEED + ", run " + run, e);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(21));
    }
    assertThat(refused.keySet()).contains(ImageReadException.Reason.DAMAGED);
    assertThat(DecodePermits.SHARED.inUse()).isZero();
  }

  private static List<byte[]> seeds() {
    BufferedImage photo = TestPictures.opaqueWaves(24, 20);
    byte[] baseline = TestPictures.jpeg(photo, false);
    byte[] png = TestPictures.png(photo);
    return List.of(
        baseline,
        TestPictures.jpeg(photo, true),
        TestPictures.jpeg(TestPictures.waves(24, 20, BufferedImage.TYPE_BYTE_GRAY), false),
        TestPictures.withExif(
            TestPictures.withProfile(baseline, Profiles.p3()), TestPictures.exif(6, true)),
        png,
        TestPictures.withChunk(
            TestPictures.withChunk(png, TestPictures.iccp(Profiles.p3())),
            TestPictures.chunk("eXIf", TestPictures.exif(7, false))),
        TestPictures.withChunk(png, TestPictures.chunk("cICP", new byte[] {12, 13, 0, 1})),
        TestPictures.png(TestPictures.waves(24, 20, BufferedImage.TYPE_4BYTE_ABGR), true),
        TestPictures.png(TestPictures.waves(24, 20, BufferedImage.TYPE_BYTE_INDEXED)),
        TestPictures.png(TestPictures.waves(24, 20, BufferedImage.TYPE_BYTE_BINARY)));
  }

  private static byte[] mutate(byte[] seed, Random random) {
    byte[] mutant = seed.clone();
    boolean header = random.nextBoolean();
    for (int change = 1 + random.nextInt(6); change > 0; change--) {
      int at = random.nextInt(header ? Math.min(mutant.length, 200) : mutant.length);
      switch (random.nextInt(5)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) random.nextInt(256);
        case 2 -> mutant[at] = random.nextBoolean() ? (byte) 0xFF : 0;
        case 3 -> mutant = Arrays.copyOf(mutant, Math.max(1, mutant.length - random.nextInt(60)));
        default -> {
          int length = Math.min(random.nextInt(30), mutant.length - at);
          int from = random.nextInt(mutant.length - length + 1);
          System.arraycopy(mutant, from, mutant, at, length);
        }
      }
    }
    return random.nextInt(4) == 0 ? mutant : withRightChecksums(mutant);
  }

  /** Lets damage get past the checksums of PNG chunks. */
  private static byte[] withRightChecksums(byte[] png) {
    if (png.length < 20 || png[1] != 'P') {
      return png;
    }
    for (int at = 8; at <= png.length - 12; ) {
      long length = ByteView.u32(png, at);
      if (length > png.length - at - 12) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, (int) length + 4);
      byte[] value = TestPictures.int32((int) crc.getValue());
      System.arraycopy(value, 0, png, at + 8 + (int) length, 4);
      at += 12 + (int) length;
    }
    return png;
  }
}
