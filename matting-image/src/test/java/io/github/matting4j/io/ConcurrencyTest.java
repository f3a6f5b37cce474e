package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.input.DecodePermits;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  private static final int THREADS = 16;
  private static final int READS = 8;

  @Test
  void sixteenThreadsReadTheSameAsOne() throws Exception {
    List<byte[]> files = files();
    List<int[]> alone = new ArrayList<>();
    for (byte[] file : files) {
      alone.add(TestPictures.read(file).toArray());
    }
    ReadOptions tight = ReadOptions.defaults().maxConcurrentBytes(3 << 20); // makes some wait
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        results.add(pool.submit(() -> differences(files, alone, tight)));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get()).isZero();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(DecodePermits.SHARED.inUse()).isZero();
  }

  private static int differences(List<byte[]> files, List<int[]> alone, ReadOptions options)
      throws ImageReadException {
    int differences = 0;
    for (int i = 0; i < READS * files.size(); i++) {
      int which = i % files.size();
      ArgbImage read = ImageFiles.read(files.get(which), options);
      differences += Arrays.equals(read.toArray(), alone.get(which)) ? 0 : 1;
    }
    return differences;
  }

  @Test
  void nothingGlobalChanges() {
    boolean useCache = ImageIO.getUseCache();
    List<String> readers = readers();
    for (byte[] file : files()) {
      TestPictures.read(file);
    }
    assertThat(ImageIO.getUseCache()).isEqualTo(useCache);
    assertThat(readers()).isEqualTo(readers);
  }

  private static List<byte[]> files() {
    BufferedImage photo = TestPictures.opaqueWaves(320, 240);
    byte[] baseline = TestPictures.jpeg(photo, false);
    return List.of(
        baseline,
        TestPictures.jpeg(photo, true),
        TestPictures.withProfile(baseline, Profiles.p3()),
        TestPictures.png(photo),
        TestPictures.png(TestPictures.waves(200, 150, BufferedImage.TYPE_4BYTE_ABGR), true));
  }

  private static List<String> readers() {
    List<String> names = new ArrayList<>();
    IIORegistry.getDefaultInstance()
        .getServiceProviders(ImageReaderSpi.class, true)
        .forEachRemaining(spi -> names.add(spi.toString()));
    return names;
  }
}
