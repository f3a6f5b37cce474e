package io.github.matting4j.rivals;

import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.bench.fixture.Chain;
import io.github.matting4j.bench.fixture.KernelTasks;
import io.github.matting4j.bench.measure.Goal;
import io.github.matting4j.bench.measure.Measured;
import io.github.matting4j.bench.measure.Rounds;
import io.github.matting4j.bench.measure.Row;
import io.github.matting4j.bench.ratios.MeasureOptions;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.image.AlphaMatte;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures others on the same photo and graph, one thread each, round by round in one process.
 *
 * <pre>
 * mvn -Privals -pl matting-rivals -am -DskipTests package
 * java -Xmx4g -cp 'matting-rivals/target/lib/*' io.github.matting4j.rivals.Rivals
 * </pre>
 */
@Command(
    name = "Rivals",
    mixinStandardHelpOptions = true,
    description = "The same photo through the same graph as others do it, one thread.")
public final class Rivals implements Callable<Integer> {
  private static final String RAW = "raw run";
  private static final String MATTE = "photo to matte, ours";
  private static final String OURS = "JPEG to RGBA PNG, ours";
  private static final String CLEAN = "JPEG to RGBA PNG, ours, clean edges (default)";
  private static final String OURS_WITHOUT = "JPEG to RGBA PNG without the network, ours";
  private static final String PYTHON = "rembg-style Python: JPEG to RGBA PNG";
  private static final String PYTHON_WITHOUT =
      "rembg-style Python: JPEG to RGBA PNG without the network";

  private static final String ESTIMATE =
      "rembg-style Python without the network, a raw run added (estimate) / ours: " + OURS;

  @Mixin private final MeasureOptions options = new MeasureOptions();

  @Option(
      names = "--python",
      defaultValue = "python3",
      description = "a Python with numpy, Pillow and onnxruntime (default: ${DEFAULT-VALUE})")
  private String python = "";

  @Option(
      names = "--script",
      defaultValue = "scripts/rembg_style.py",
      description = "the Python chain (default: ${DEFAULT-VALUE})")
  private Path script = Path.of("");

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  private Rivals() {}

  /** See the class comment. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Rivals());
  }

  @Override
  public Integer call() throws Exception {
    Djl.startEngine(); // before any other use of ONNX Runtime
    BenchPicture picture = options.picture();
    Path graph = options.graph();
    PrintWriter out = spec.commandLine().getOut();
    try (Chain chain = new Chain(graph, picture);
        RivalOnPicture<?> djl = RivalOnPicture.of(new Djl(graph), picture);
        RivalOnPicture<?> naive = RivalOnPicture.of(new NaiveJava(graph), picture);
        RivalOnPicture<?> openCv = RivalOnPicture.of(new OpenCv(graph), picture);
        PythonRivals pythons = new PythonRivals(out)) {
      List<RivalOnPicture<?>> rivals = List.of(djl, openCv, naive);
      List<Row> checks = checked(chain, rivals);
      Rounds rounds = new Rounds(Rounds.Clock.CPU).add(RAW, chain::raw).add(MATTE, chain::matte);
      rivals.forEach(rival -> rounds.add(photoToAlpha(rival), rival::alpha));
      rounds.add(OURS, () -> chain.jpegToCutOut(KernelTasks.rawColours()));
      rounds.add(CLEAN, () -> chain.jpegToCutOut(Composer.cutOut()));
      rivals.forEach(rival -> rounds.add(cutOut(rival), rival::jpegToCutOut));
      rounds.add(OURS_WITHOUT, () -> chain.jpegToCutOutWithoutNetwork(KernelTasks.rawColours()));
      pythons.enter(rounds, PYTHON, picture, Optional.of(graph));
      pythons.enter(rounds, PYTHON_WITHOUT, picture, Optional.empty());
      Measured measured = rounds.run(options.warmUp(), options.rounds());
      options.publish("rivals", "CPU of the one thread that works", rows(measured, checks), out);
    }
    return 0;
  }

  private static String photoToAlpha(RivalOnPicture<?> rival) {
    return rival.name() + ": photo to the network's alpha";
  }

  private static String cutOut(RivalOnPicture<?> rival) {
    return rival.name() + ": JPEG to RGBA PNG";
  }

  /** The Python processes. */
  private final class PythonRivals implements AutoCloseable {
    private final PrintWriter out;
    private final List<Python> running = new ArrayList<>();

    PythonRivals(PrintWriter out) {
      this.out = out;
    }

    /** Adds a rival, or prints why it cannot run. */
    void enter(Rounds rounds, String name, BenchPicture picture, Optional<Path> graph)
        throws Exception {
      List<String> reason = new ArrayList<>();
      Optional<Python> started =
          Python.start(python, script, picture, picture.jpeg(), graph, reason);
      reason.forEach(line -> out.println("left out: " + name + ": " + line));
      started.ifPresent(
          pythonGoal -> {
            running.add(pythonGoal);
            out.println(name + ": " + pythonGoal.versions());
            rounds.addSelfTimed(name, pythonGoal::cutOut);
          });
      out.flush();
    }

    @Override
    public void close() throws Exception {
      for (Python pythonGoal : running) {
        pythonGoal.close();
      }
    }
  }

  /** Rows of how far the others' mattes differ from ours; refuses those that do other work. */
  private static List<Row> checked(Chain chain, List<RivalOnPicture<?>> rivals) throws Exception {
    AlphaMatte matte = chain.matte(chain.pieces().decode());
    byte[] cutOut = chain.jpegToCutOut(KernelTasks.rawColours());
    List<Row> rows = new ArrayList<>();
    for (RivalOnPicture<?> rival : rivals) {
      double difference = OutputEquivalence.difference(rival.matte(), matte);
      if (!(difference < OutputEquivalence.MATTE)) {
        throw new IllegalStateException(
            rival.name() + " makes a matte that differs from ours by " + difference);
      }
      OutputEquivalence.check(rival.name(), rival.jpegToCutOut(), cutOut);
      rows.add(
          Row.of(
              rival.name() + ": mean difference of its matte from ours",
              Map.of("0..1", difference)));
    }
    return rows;
  }

  private List<Row> rows(Measured measured, List<Row> checks) {
    List<Row> rows = new ArrayList<>();
    for (String name : measured.names()) {
      rows.add(
          name.contains("Python")
              ? Row.withoutAllocation(measured, name, RAW)
              : Row.of(measured, name, RAW));
    }
    addComparison(rows, measured, "DJL: photo to the network's alpha", MATTE, 1.15);
    double naive = options.isFullHd() ? 1.7 : options.isTwelveMegapixels() ? 2.7 : 1;
    double pythonGoal = options.isFullHd() ? 2.2 : options.isTwelveMegapixels() ? 4 : 1;
    addComparison(rows, measured, "naive Java: JPEG to RGBA PNG", OURS, naive);
    addComparison(rows, measured, "DJL: JPEG to RGBA PNG", OURS, 1);
    addComparison(rows, measured, "OpenCV: JPEG to RGBA PNG", OURS, 1);
    addComparison(rows, measured, PYTHON, OURS, pythonGoal);
    addComparison(rows, measured, PYTHON_WITHOUT, OURS_WITHOUT, 1);
    if (measured.names().contains(PYTHON_WITHOUT) && !measured.names().contains(PYTHON)) {
      rows.add(
          Row.of(ESTIMATE, measured.ratioOfSum(PYTHON_WITHOUT, RAW, OURS))
              .goal(Goal.atLeast(pythonGoal)));
    }
    rows.addAll(checks);
    return rows;
  }

  private static void addComparison(
      List<Row> rows, Measured measured, String theirs, String ours, double atLeast) {
    if (measured.names().contains(theirs)) {
      Row row = Row.of(theirs.split(":", 2)[0] + " / ours: " + ours, measured.ratio(theirs, ours));
      rows.add(row.goal(Goal.atLeast(atLeast)));
    }
  }
}
