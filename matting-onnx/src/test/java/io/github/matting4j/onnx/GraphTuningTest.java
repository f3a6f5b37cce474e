package io.github.matting4j.onnx;

import static io.github.matting4j.model.ModelIdentity.GraphOrigin.FILE;
import static io.github.matting4j.model.ModelIdentity.GraphOrigin.KEPT_COPY;
import static io.github.matting4j.model.ModelIdentity.GraphOrigin.REWRITTEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.ModelIdentity.GraphOrigin;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.cache.GraphCache;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.testdata.networks.NetworkSpec;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The several ways to open one model, on a network of 2 MB. */
class GraphTuningTest {
  private static final int SIDE = 128;
  private static final OpenOptions OPTIONS = OpenOptions.forLatency().threads(1);

  @TempDir static Path models;
  private static Path model;

  @TempDir Path folder;

  @BeforeAll
  static void write() throws Exception {
    model = models.resolve("model.onnx");
    NetworkSpec.ppMattingV2().fixedSize(SIDE, SIDE).widthDivisor(4).write(model);
    assertThat(Files.size(model)).isGreaterThan(1 << 20);
  }

  private GraphTuning tuning(boolean rewrites) {
    return new GraphTuning(rewrites, GraphCache.in(folder.resolve("cache")));
  }

  private static float[] matte(GraphTuning tuning, int threads) {
    return matte(new ModelSource.InFile(ModelFile.inspect(model)), tuning, threads);
  }

  private static float[] matte(ModelSource source, GraphTuning tuning, int threads) {
    try (OnnxSession session = OnnxSession.open(source, OPTIONS.threads(threads), tuning)) {
      TensorBuffer in = new TensorBuffer(TensorSpec.ElementType.FLOAT);
      TensorBuffer out = new TensorBuffer(TensorSpec.ElementType.FLOAT);
      in.shape(1, 3, SIDE, SIDE);
      out.shape(1, 1, SIDE, SIDE);
      Random random = new Random(5);
      for (int i = 0; i < 3 * SIDE * SIDE; i++) {
        in.floats().put(i, random.nextFloat() * 2 - 1);
      }
      session.run(in, out);
      float[] alpha = new float[SIDE * SIDE];
      out.floats().get(alpha);
      return alpha;
    }
  }

  private List<Path> kept() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    }
  }

  @Test
  void aKeptGraphGivesTheSameBits() throws Exception {
    for (boolean rewrites : new boolean[] {false, true}) {
      float[] uncached = matte(new GraphTuning(rewrites, GraphCache.none()), 1);
      assertThat(matte(tuning(rewrites), 1)).as("filling").isEqualTo(uncached);
      assertThat(matte(tuning(rewrites), 1)).as("kept").isEqualTo(uncached);
      assertThat(matte(tuning(rewrites), 2)).as("two threads").isEqualTo(uncached);
    }
    assertThat(kept()).hasSize(2);
  }

  @Test
  void rewritingMovesAlphaByRoundingOnly() {
    float[] before = matte(new GraphTuning(false, GraphCache.none()), 1);
    float[] after = matte(new GraphTuning(true, GraphCache.none()), 1);
    assertThat(after).isNotEqualTo(before).hasSameSizeAs(before);
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i]).isCloseTo(before[i], org.assertj.core.data.Offset.offset(1e-5f));
    }
  }

  @Test
  void theKeptGraphIsReallyUsed() throws Exception {
    float[] right = matte(tuning(true), 1);
    Path file = kept().get(0);
    Path otherModel = models.resolve("other.onnx");
    NetworkSpec.ppMattingV2().fixedSize(SIDE, SIDE).widthDivisor(4).seed(9).write(otherModel);
    GraphCache.Place place = GraphCache.in(folder.resolve("cache")).place(sha(), maker());
    assertThat(place.find().map(GraphCache.Kept::file)).contains(file);
    try (GraphCache.Draft draft = place.draft()) {
      Files.copy(otherModel, draft.part().orElseThrow(), StandardCopyOption.REPLACE_EXISTING);
      draft.publish();
    }
    assertThat(matte(tuning(true), 1)).isNotEqualTo(right);
  }

  private static String sha() {
    return ModelFile.inspect(model).sha256();
  }

  private static String maker() {
    return "ONNX Runtime "
        + ai.onnxruntime.OrtEnvironment.getEnvironment().getVersion()
        + ", rewriting "
        + io.github.matting4j.graph.rewrite.GraphRewriter.VERSION;
  }

  @Test
  void theReportSaysWhereTheGraphCameFrom() {
    ModelSource source = new ModelSource.InFile(ModelFile.inspect(model));
    assertThat(origin(source, new GraphTuning(false, GraphCache.none()))).isEqualTo(FILE);
    assertThat(origin(source, new GraphTuning(true, GraphCache.none()))).isEqualTo(REWRITTEN);
    assertThat(origin(source, tuning(true))).isEqualTo(REWRITTEN);
    assertThat(origin(source, tuning(true))).isEqualTo(KEPT_COPY);
  }

  private static GraphOrigin origin(ModelSource source, GraphTuning tuning) {
    try (OnnxSession session = OnnxSession.open(source, OPTIONS, tuning)) {
      return session.origin();
    }
  }

  @Test
  void aGraphThatSomebodyElsePlantedIsNotUsed() throws Exception {
    float[] right = matte(tuning(true), 1);
    Path file = kept().get(0);
    Path others = folder.resolve("others");
    Path otherModel = models.resolve("planted.onnx");
    NetworkSpec.ppMattingV2().fixedSize(SIDE, SIDE).widthDivisor(4).seed(9).write(otherModel);
    try (GraphCache.Draft draft = GraphCache.in(others).place(sha(), maker()).draft()) {
      Files.write(draft.part().orElseThrow(), Files.readAllBytes(otherModel));
      draft.publish();
    }
    Files.copy(others.resolve(file.getFileName()), file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(origin(new ModelSource.InFile(ModelFile.inspect(model)), tuning(true)))
        .isEqualTo(REWRITTEN);
    assertThat(matte(tuning(true), 1)).isEqualTo(right);
  }

  @Test
  void aDamagedOrForeignFileIsReplaced() throws Exception {
    float[] right = matte(tuning(true), 1);
    Path file = kept().get(0);
    byte[] whole = Files.readAllBytes(file);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    for (byte[] wrong :
        List.of(
            new byte[0],
            flipped,
            Arrays.copyOf(whole, whole.length / 2),
            Files.readAllBytes(model))) {
      Files.write(file, wrong);
      assertThat(matte(tuning(true), 1)).isEqualTo(right);
      assertThat(Files.size(file)).isEqualTo(whole.length); // the engine's names vary a little
      assertThat(
              GraphCache.in(folder.resolve("cache"))
                  .place(sha(), maker())
                  .find()
                  .map(GraphCache.Kept::file))
          .contains(file);
    }
  }

  @Test
  void aWellSealedFileThatTheEngineRefusesIsReplaced() throws Exception {
    float[] right = matte(tuning(true), 1);
    GraphCache.Place place = GraphCache.in(folder.resolve("cache")).place(sha(), maker());
    try (GraphCache.Draft draft = place.draft()) {
      Files.writeString(draft.part().orElseThrow(), "no graph at all");
      draft.publish();
    }
    assertThat(matte(tuning(true), 1)).isEqualTo(right);
    assertThat(Files.size(place.find().orElseThrow().file())).isGreaterThan(1 << 20);
  }

  @Test
  void aBrokenModelIsRefusedAsEverAndLeavesNothing() throws Exception {
    byte[] bytes = Files.readAllBytes(model);
    Path cut = folder.resolve("cut.onnx");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 300_000));
    ModelSource source = new ModelSource.InFile(ModelFile.inspect(cut));
    assertThatThrownBy(() -> matte(source, tuning(true), 1))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("cut.onnx");
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeUsedIsNoFailure() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "where the folder should be");
    GraphTuning tuning = new GraphTuning(true, GraphCache.in(file));
    assertThat(matte(tuning, 1)).isEqualTo(matte(new GraphTuning(true, GraphCache.none()), 1));
  }

  @Test
  void modelsInMemoryAreKeptToo() throws Exception {
    ModelSource source = new ModelSource.InMemory("twin", Files.readAllBytes(model));
    assertThat(matte(source, tuning(true), 1)).isEqualTo(matte(tuning(true), 1));
    assertThat(kept()).hasSize(1);
  }

  @Test
  void aModelInAJarIsNotReadWhereItsGraphIsKept() throws Exception {
    byte[] bytes = Files.readAllBytes(model);
    AtomicInteger reads = new AtomicInteger();
    ModelSource source =
        new ModelSource.InJar(
            "built in",
            sha(),
            () -> {
              reads.incrementAndGet();
              return bytes;
            });
    float[] made = matte(source, tuning(true), 1);
    int first = reads.get();
    assertThat(first).isPositive();
    assertThat(matte(source, tuning(true), 1)).isEqualTo(made);
    assertThat(reads).hasValue(first);
    assertThat(matte(new ModelSource.InMemory("twin", bytes), tuning(true), 1)).isEqualTo(made);
  }

  @Test
  void smallModelsAreLeftAlone() throws Exception {
    Path small = folder.resolve("small.onnx");
    NetworkSpec.ppMattingV2().fixedSize(SIDE, SIDE).widthDivisor(16).write(small);
    matte(new ModelSource.InFile(ModelFile.inspect(small)), tuning(true), 1);
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void theSystemPropertiesAreObeyed() {
    assertThat(GraphTuning.ofThisJvm().rewrites()).isTrue();
    assertThat(GraphTuning.largest()).isEqualTo(128 << 20);
    try {
      System.setProperty(GraphTuning.REWRITE, "off");
      assertThat(GraphTuning.ofThisJvm().rewrites()).isFalse();
      System.setProperty(GraphTuning.REWRITE, "large");
      assertThat(GraphTuning.ofThisJvm().rewrites()).isTrue();
      assertThat(GraphTuning.largest()).isEqualTo(1 << 30);
    } finally {
      System.clearProperty(GraphTuning.REWRITE);
    }
  }

  @Test
  void severalJvmsAtOnceFillItOnceAndAgree() throws Exception {
    ChildJvm child = ChildJvm.with("-D" + GraphTuning.CACHE + "=" + folder.resolve("cache"));
    Set<String> results = new HashSet<>();
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(child.start(OpenAndRun.class, model.toString()));
    }
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes());
      assertThat(ChildProcess.exitCode(process)).as(output).isZero();
      results.add(output);
    }
    assertThat(results).hasSize(1);
    assertThat(kept()).hasSize(1);
  }

  /** Prints a hash of the matte. */
  static final class OpenAndRun {
    public static void main(String[] args) {
      model = Path.of(args[0]);
      System.out.print(Arrays.hashCode(matte(GraphTuning.ofThisJvm(), 1)));
    }
  }
}
