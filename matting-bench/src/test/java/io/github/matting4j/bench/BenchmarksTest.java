package io.github.matting4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.bench.fixture.ColdStart;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.testdata.networks.NetworkSpec;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Every body that JMH measures runs once, on a tiny photo and a tiny graph, and makes something.
 */
class BenchmarksTest {
  private static final String SIZE = "96x54";

  @TempDir static Path folder;

  private static String graph;

  @BeforeAll
  static void write() throws Exception {
    Path file = folder.resolve("tiny.onnx");
    NetworkSpec.ppMattingV2().widthDivisor(16).fixedSize(384, 384).write(file);
    graph = file.toString();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        DecodeBenchmark.class,
        ResizeBenchmark.class,
        InferenceBenchmark.class,
        ChainBenchmark.class,
        RefineBenchmark.class,
        ForegroundBenchmark.class,
        ComposeBenchmark.class,
        PngBenchmark.class
      })
  void everyBodyMakesSomething(Class<?> benchmark) throws Exception {
    PhotoState photo = new PhotoState();
    photo.size = SIZE;
    photo.photo = "drawn";
    photo.make();
    NetworkState network = new NetworkState();
    network.size = SIZE;
    network.photo = "drawn";
    network.graph = graph;
    network.open();
    try {
      DecodeBenchmark.PngState png = new DecodeBenchmark.PngState();
      png.make(photo);
      PngBenchmark.CutOutState cutOut = new PngBenchmark.CutOutState();
      cutOut.make(photo);
      int bodies = 0;
      for (Method body : benchmark.getMethods()) {
        if (body.isAnnotationPresent(Benchmark.class)) {
          List<Object> states = new ArrayList<>();
          for (Parameter parameter : body.getParameters()) {
            List.of(photo, network, png, cutOut).stream()
                .filter(parameter.getType()::isInstance)
                .forEach(states::add);
          }
          Object made = body.invoke(benchmark.getConstructor().newInstance(), states.toArray());
          assertMade(body.getName(), made);
          bodies++;
        }
      }
      assertThat(bodies).isPositive();
    } finally {
      network.close();
    }
  }

  @Test
  void theQuickOneRunsWithoutParameters() throws Exception {
    QuickBenchmark quick = new QuickBenchmark();
    quick.open();
    try {
      assertThat(quick.network()).isBetween(0f, 1f);
      assertMade("cutOut", quick.cutOut());
    } finally {
      quick.close();
    }
  }

  private static void assertMade(String body, Object made) {
    if (made instanceof byte[] file) {
      assertThat(file).as(body).hasSizeGreaterThan(100).startsWith(0x89, 'P', 'N', 'G');
    } else if (made instanceof ArgbImage image) {
      assertThat(image.width()).as(body).isEqualTo(96);
    } else if (made instanceof FloatBuffer tensor) {
      assertThat(tensor.capacity()).as(body).isEqualTo(3 * 512 * 512);
    } else {
      assertThat(made).as(body).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void photosGoThroughEveryLayout(BatchBenchmark.Layout layout) throws Exception {
    BatchBenchmark batch = new BatchBenchmark();
    batch.layout = layout;
    batch.size = SIZE;
    batch.graph = graph;
    batch.open();
    try {
      assertThat(batch.alpha()).isEqualTo(8);
      assertThat(batch.batch.made()).hasSize(8);
      long alphas = Files.size(batch.batch.made().get(0));
      assertThat(batch.cutOut()).isEqualTo(8);
      assertThat(Files.size(batch.batch.made().get(7))).isGreaterThan(alphas);
    } finally {
      batch.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void freshJvmsEndWell(ColdStart.Kind kind) throws Exception {
    ColdStartBenchmark cold = new ColdStartBenchmark();
    cold.size = SIZE;
    cold.graph = graph;
    cold.kind = kind;
    cold.write();
    try {
      assertThat(cold.freshJvm()).isPositive();
    } finally {
      cold.delete();
    }
  }

  @Test
  void memoryIsThatOfTheChild() throws Exception {
    MemoryBenchmark memory = new MemoryBenchmark();
    memory.size = SIZE;
    memory.graph = graph;
    memory.write();
    MemoryBenchmark.Mebibytes found = new MemoryBenchmark.Mebibytes();
    try {
      Map<String, Double> all = memory.freshJvm(found);
      assertThat(all).hasSize(12);
    } finally {
      memory.delete();
    }
    assertThat(found.heapAfterRuns).isBetween(0.5, 100.0);
    assertThat(found.residentAtMost).isGreaterThanOrEqualTo(found.residentOpen);
  }

  /** One class a question; a new one is to be run above too. */
  @Test
  void jmhFindsEveryClass() {
    var all =
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                List.of());
    assertThat(all.stream().map(entry -> entry.getUserClassQName().replaceAll(".*\\.", "")))
        .containsOnly(
            "BatchBenchmark",
            "ChainBenchmark",
            "ColdStartBenchmark",
            "ComposeBenchmark",
            "DecodeBenchmark",
            "ForegroundBenchmark",
            "InferenceBenchmark",
            "MemoryBenchmark",
            "PngBenchmark",
            "QuickBenchmark",
            "RefineBenchmark",
            "ResizeBenchmark");
  }
}
