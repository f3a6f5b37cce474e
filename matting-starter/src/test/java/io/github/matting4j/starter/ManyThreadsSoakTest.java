package io.github.matting4j.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testing.MattingModelContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One model in many threads gives what it gives in one. */
@Tag("soak")
class ManyThreadsSoakTest {
  private static final int THREADS = 16;
  private static final int PHOTOS = Integer.getInteger("matting4j.soak.photos", 200);
  private static final int DIFFERENT = 8;

  @Test
  void sixteenThreadsGetTheSameBitsAsOne() throws Exception {
    OpenOptions options = OpenOptions.forThroughput();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try (MattingModel model = new StarterProvider().open("portrait-starter", options)) {
      List<float[]> alone = new ArrayList<>();
      for (int i = 0; i < DIFFERENT; i++) {
        alone.add(matte(model, i));
      }
      List<Future<Integer>> results = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        results.add(pool.submit(() -> differences(model, alone)));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get()).isZero();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static int differences(MattingModel model, List<float[]> alone) {
    int differences = 0;
    for (int i = 0; i < PHOTOS; i++) {
      float[] matte = matte(model, i % DIFFERENT);
      differences += Arrays.equals(matte, alone.get(i % DIFFERENT)) ? 0 : 1;
    }
    return differences;
  }

  private static float[] matte(MattingModel model, int number) {
    return model
        .matte(MattingModelContract.photo(100 + 20 * number, 240 - 10 * number, number))
        .toArray();
  }
}
