package io.github.matting4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathKeyIndexTest {
  @Test
  void itAgreesWithTheJdks() {
    Random random = new Random(7);
    Map<Long, Long> expected = new HashMap<>();
    PathKeyIndex map = new PathKeyIndex();
    for (int i = 0; i < 100_000; i++) {
      long key = i % 4 == 0 ? random.nextInt(5000) : random.nextLong() >>> 1;
      long value = random.nextInt(1000);
      assertThat(map.get(key)).isEqualTo(expected.getOrDefault(key, PathKeyIndex.ABSENT));
      map.put(key, value);
      expected.put(key, value);
    }
    assertThat(map.size()).isEqualTo(expected.size());
    expected.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
  }
}
