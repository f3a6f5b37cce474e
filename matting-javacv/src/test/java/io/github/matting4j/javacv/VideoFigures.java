package io.github.matting4j.javacv;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.ForegroundEstimator;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.javacv.media.Content;
import io.github.matting4j.javacv.media.VideoReader;
import io.github.matting4j.javacv.media.VideoWriter;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.onnx.TensorBuffer;
import io.github.matting4j.ppmatting.PpMattingProvider;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.sequence.TemporalFilter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Prints the figures of speed of docs/measurements/video.md.
 *
 * <pre>
 * VideoFigures make FOLDER SIZE                   draws a clip such as 1920x1080, writes its mattes and the graph
 * VideoFigures parts FOLDER SIZE ROUNDS           processor time of the network and of whole chains
 * VideoFigures stages FOLDER SIZE                 processor time of each stage by itself
 * VideoFigures rate FOLDER SIZE LANES OUTPUT      frames per second of one chain, run after run; LANES
 *                                                 frames in the network, one thread each
 * </pre>
 *
 * The clip has {@value FigureClip#FRAMES} frames, the graph PP-MattingV2's layers and random
 * weights. OUTPUT is one of those that {@code parts} prints, or {@code colour-plain}, {@code
 * blur-plain} (neither filter nor foreground colours, as a plain loop), {@code
 * colour-plain-unwritten} (and no output).
 */
public final class VideoFigures {
  private static final int NETWORK_RUNS = 12;
  private static final int RUNS = 3;

  /** A thirtieth of the short side, as Background.blurred advises. */
  private static final int BLUR = 30;

  private static final Optional<Background> COLOUR = Optional.of(Background.colour(0x2060A0));
  private static final Optional<Background> BLURRED = Optional.of(Background.blurred(BLUR));

  private static final com.sun.management.OperatingSystemMXBean PROCESS =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private record Cost(double cpuMillis, double wallMillis) {}

  /**
   * One way to write the clip.
   *
   * @param file empty: not written
   * @param plain without estimated foreground colours
   */
  private record Chain(
      String file, Optional<Background> background, TemporalFilter filter, boolean plain) {
    VideoMatting of(MattingModel model) {
      VideoMatting matting = VideoMatting.of(model).temporal(filter).overwrite(true);
      if (plain) {
        matting = matting.composing(c -> c.estimating(ForegroundEstimator.none()));
      }
      return background.map(matting::background).orElse(matting);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private final FigureClip clip;

  private VideoFigures(FigureClip clip) {
    this.clip = clip;
  }

  public static void main(String[] arguments) throws IOException {
    FigureClip clip = new FigureClip(Path.of(arguments[1]), arguments[2]);
    VideoFigures figures = new VideoFigures(clip);
    switch (arguments[0]) {
      case "make" -> clip.make();
      case "parts" -> figures.parts(Integer.parseInt(arguments[3]));
      case "stages" -> figures.stages();
      default -> figures.rate(Integer.parseInt(arguments[3]), arguments[4]);
    }
  }

  private static Map<String, Chain> chains() {
    Map<String, Chain> chains = new LinkedHashMap<>();
    for (boolean steadied : new boolean[] {false, true}) {
      TemporalFilter filter = steadied ? TemporalFilter.twoWay() : TemporalFilter.none();
      String end = steadied ? "-auto" : "-off";
      chains.put("colour" + end, new Chain("colour.mp4", COLOUR, filter, false));
      chains.put("blur" + end, new Chain("blur.mp4", BLURRED, filter, false));
      chains.put("cutout" + end, new Chain("cutout.mov", Optional.empty(), filter, false));
      chains.put("alpha" + end, new Chain("matte_alpha.mp4", Optional.empty(), filter, false));
    }
    return chains;
  }

  private static Chain chain(String output) {
    TemporalFilter none = TemporalFilter.none();
    return switch (output) {
      case "colour-plain" -> new Chain("colour.mp4", COLOUR, none, true);
      case "blur-plain" -> new Chain("blur.mp4", BLURRED, none, true);
      case "colour-plain-unwritten" -> new Chain("", COLOUR, none, true);
      default -> Optional.ofNullable(chains().get(output)).orElseThrow();
    };
  }

  private MattingModel open(int lanes) {
    return new PpMattingProvider().open("pp-mattingv2-512", options(lanes).modelFile(clip.graph()));
  }

  private static OpenOptions options(int lanes) {
    return OpenOptions.forLatency()
        .threads(1)
        .callers(lanes)
        .device(DeviceChoice.require(Device.CPU));
  }

  private static Cost cost(int frames, Work work) throws IOException {
    long cpu = PROCESS.getProcessCpuTime();
    long wall = System.nanoTime();
    work.run();
    double perMilli = 1e6 * frames;
    return new Cost(
        (PROCESS.getProcessCpuTime() - cpu) / perMilli, (System.nanoTime() - wall) / perMilli);
  }

  private void run(Chain chain, MattingModel model) throws IOException {
    run(chain, chain.of(model));
  }

  private void run(Chain chain, VideoMatting matting) throws IOException {
    if (!chain.file().isEmpty()) {
      matting.run(clip.file(), clip.output(clip.height() + "-" + chain.file()));
      return;
    }
    Composer composer =
        Composer.onto(chain.background().orElseThrow()).estimating(ForegroundEstimator.none());
    try (MattedFrames frames = matting.frames(clip.file())) {
      for (MattedFrame next = frames.next(); next != null; next = frames.next()) {
        composer.compose(next.frame().image(), next.matte());
      }
    }
  }

  private void parts(int rounds) throws IOException {
    List<AlphaMatte> mattes = clip.flickering();
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    try (MattingModel model = open(1);
        OnnxSession session = OnnxSession.open(ModelFile.inspect(clip.graph()), options(1))) {
      TensorBuffer in = new TensorBuffer(session.inputs().get(0).type());
      TensorBuffer out = new TensorBuffer(session.outputs().get(0).type());
      in.shape(toArray(session.inputs().get(0).dims()));
      out.shape(toArray(session.outputs().get(0).dims()));
      fill(in.floats());
      for (Chain chain : chains().values()) {
        VideoMatting part = chain.of(new DrawnMatteModel(Optional.of(model), mattes));
        run(chain, part.to(Duration.ofSeconds(1))); // to warm up
      }
      for (int round = 0; round < rounds; round++) {
        for (Map.Entry<String, Chain> chain : chains().entrySet()) {
          add(costs, "network", cost(NETWORK_RUNS, () -> repeat(session, in, out)));
          add(
              costs,
              chain.getKey(),
              cost(
                  FigureClip.FRAMES,
                  () -> run(chain.getValue(), new DrawnMatteModel(Optional.of(model), mattes))));
        }
      }
    }
    double network = median(costs, "network").cpuMillis();
    System.out.printf(
        Locale.ROOT,
        "| %dx%d | CPU ms | wall ms | (CPU - network) / network |%n",
        clip.width(),
        clip.height());
    for (String name : costs.keySet()) {
      Cost median = median(costs, name);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.0f | %.0f | %.2f |%n",
          name,
          median.cpuMillis(),
          median.wallMillis(),
          (median.cpuMillis() - network) / network);
    }
  }

  private static void repeat(OnnxSession session, TensorBuffer in, TensorBuffer out) {
    for (int i = 0; i < NETWORK_RUNS; i++) {
      session.run(in, out);
    }
  }

  private static void fill(FloatBuffer pixels) {
    for (int i = 0; i < pixels.limit(); i++) {
      pixels.put(i, ((i * 2654435761L >>> 24) & 0xFF) / 127.5f - 1);
    }
  }

  private static long[] toArray(List<Long> dims) {
    return dims.stream().mapToLong(Long::longValue).toArray();
  }

  private static void add(Map<String, List<Cost>> costs, String name, Cost cost) {
    costs.computeIfAbsent(name, key -> new ArrayList<>()).add(cost);
  }

  private static Cost median(Map<String, List<Cost>> costs, String name) {
    List<Cost> all = costs.getOrDefault(name, List.of());
    return new Cost(
        median(all.stream().mapToDouble(Cost::cpuMillis).toArray()),
        median(all.stream().mapToDouble(Cost::wallMillis).toArray()));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
  }

  /** Each stage over the drawn frames, one after the other, the last of three rounds. */
  private void stages() throws IOException {
    try (MattingModel model = open(1)) {
      stages(model);
    }
  }

  private void stages(MattingModel model) throws IOException {
    List<ArgbImage> frames = new ArrayList<>();
    VideoWriter.Settings like;
    try (VideoReader reader = VideoReader.open(clip.file())) {
      like = VideoWriter.Settings.like(reader.info(), Content.OPAQUE);
      for (int i = 0; i < FigureClip.DRAWN; i++) {
        frames.add(Objects.requireNonNull(reader.next()).image());
      }
    }
    List<AlphaMatte> mattes = clip.flickering();
    Map<String, Work> stages = new LinkedHashMap<>();
    stages.put("reading", () -> read(FigureClip.DRAWN));
    stages.put("the network, reducing and enlarging", () -> frames.forEach(model::run));
    for (TemporalFilter filter : List.of(TemporalFilter.motionAware(), TemporalFilter.twoWay())) {
      stages.put(filter.toString(), () -> filter(filter.start(), frames, mattes));
    }
    Composer colour = Composer.onto(COLOUR.orElseThrow());
    Composer blur = Composer.onto(BLURRED.orElseThrow());
    stages.put(
        "colour, plain",
        () -> compose(colour.estimating(ForegroundEstimator.none()), frames, mattes));
    stages.put("colour", () -> compose(video(colour), frames, mattes));
    stages.put("blur", () -> compose(video(blur), frames, mattes));
    stages.put("cut-out", () -> compose(video(Composer.cutOut()), frames, mattes));
    stages.put("writing .mp4", () -> write(like, frames));
    for (int round = 1; round <= 3; round++) {
      for (Map.Entry<String, Work> stage : stages.entrySet()) {
        Cost cost = cost(FigureClip.DRAWN, stage.getValue());
        if (round == 3) {
          System.out.printf(Locale.ROOT, "| %s | %.0f |%n", stage.getKey(), cost.cpuMillis());
        }
      }
    }
  }

  /** With the estimator that videos have. */
  private static Composer video(Composer composer) {
    return composer.estimating(ComposedSource.ESTIMATOR);
  }

  private void read(int count) throws IOException {
    try (VideoReader reader = VideoReader.open(clip.file())) {
      for (int i = 0; i < count; i++) {
        reader.next();
      }
    }
  }

  private static void filter(
      TemporalFilter.MatteStream stream, List<ArgbImage> frames, List<AlphaMatte> mattes) {
    for (int i = 0; i < FigureClip.DRAWN; i++) {
      stream.add(frames.get(i), mattes.get(i));
    }
  }

  private static void compose(Composer composer, List<ArgbImage> frames, List<AlphaMatte> mattes) {
    for (int i = 0; i < FigureClip.DRAWN; i++) {
      composer.compose(frames.get(i), mattes.get(i));
    }
  }

  private void write(VideoWriter.Settings settings, List<ArgbImage> frames) throws IOException {
    Path file = clip.output("written.mp4");
    Files.deleteIfExists(file);
    try (VideoWriter writer = VideoWriter.create(file, settings)) {
      for (int i = 0; i < FigureClip.DRAWN; i++) {
        writer.write(frames.get(i), FigureClip.time(i), FigureClip.time(1));
      }
      writer.finish();
    }
  }

  private void rate(int lanes, String output) throws IOException {
    Chain chain = chain(output);
    List<AlphaMatte> mattes = clip.flickering();
    try (MattingModel model = open(lanes)) {
      for (int run = 1; run <= RUNS; run++) { // the first ones still compile Java code
        Cost cost =
            cost(
                FigureClip.FRAMES,
                () -> run(chain, new DrawnMatteModel(Optional.of(model), mattes)));
        System.out.printf(
            Locale.ROOT,
            "%s, %s, %d in the network, %d cores, run %d: %.2f frames/s, %.0f ms wall, %.0f ms CPU%n",
            clip.file().getFileName(),
            output,
            lanes,
            Runtime.getRuntime().availableProcessors(),
            run,
            1000 / cost.wallMillis(),
            cost.wallMillis(),
            cost.cpuMillis());
      }
    }
  }
}
