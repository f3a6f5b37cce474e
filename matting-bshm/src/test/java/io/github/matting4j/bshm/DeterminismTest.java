package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testing.MattingModelContract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeterminismTest {
  private static final int PHOTOS = 8;

  private static ArgbImage photo(int i) {
    return MattingModelContract.photo(100 + 97 * (i % 7), 80 + 131 * (i % 5), i);
  }

  @ParameterizedTest
  @CsvSource({".pb,4", ".onnx,4"})
  void callersSideBySideGetEveryBitOfTheSequentialResult(String ending, int callers)
      throws Exception {
    OpenOptions options = OpenOptions.forLatency().threads(2).callers(callers);
    try (MattingModel model =
        TwinFiles.open(TwinFiles.tiny(ending), TwinFiles.settings(), options)) {
      List<float[]> expected = new ArrayList<>();
      for (int i = 0; i < PHOTOS; i++) {
        expected.add(model.matte(photo(i)).toArray());
      }
      ExecutorService pool = Executors.newFixedThreadPool(callers);
      try {
        List<Future<float[]>> results = new ArrayList<>();
        for (int i = 0; i < PHOTOS; i++) {
          ArgbImage photo = photo(i);
          results.add(pool.submit(() -> model.matte(photo).toArray()));
        }
        for (int i = 0; i < PHOTOS; i++) {
          assertThat(results.get(i).get()).isEqualTo(expected.get(i));
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }
}
