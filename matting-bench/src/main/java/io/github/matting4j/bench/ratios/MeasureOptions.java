package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.fixture.BenchGraph;
import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.bench.fixture.RawEngine;
import io.github.matting4j.bench.measure.Machine;
import io.github.matting4j.bench.measure.Report;
import io.github.matting4j.bench.measure.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The common options and output of all measuring commands. */
public final class MeasureOptions {
  @Option(
      names = "--size",
      defaultValue = "1920x1080",
      description = "columns and rows of the photo (default: ${DEFAULT-VALUE})")
  String size = "";

  @Option(
      names = "--photo",
      defaultValue = BenchPicture.DRAWN,
      description = "a photo that is scaled to that size; \"drawn\" for one made by formula")
  String photo = "";

  @Option(
      names = "--graph",
      defaultValue = BenchGraph.PP_MATTING_V2,
      description = "an ONNX file of PP-MattingV2's kind and of fixed size, or that name")
  String graph = "";

  @Option(
      names = "--rewriting",
      defaultValue = "off",
      description =
          "\"on\": this library rewrites the graph, as it does for users; \"off\": it runs the very"
              + " graph that it is compared with (default: ${DEFAULT-VALUE})")
  String rewriting = "";

  @Option(
      names = "--rounds",
      defaultValue = "21",
      description = "measured rounds (default: ${DEFAULT-VALUE})")
  int rounds;

  @Option(
      names = "--warm-up",
      defaultValue = "8",
      description = "rounds before those (default: ${DEFAULT-VALUE})")
  int warmUp;

  @Option(
      names = "--name",
      description = "of the result's file (default: the command's name, photo and size)")
  String name = "";

  @Mixin private final ResultsFolder results = new ResultsFolder();

  private final Machine machine = Machine.now(); // before the load is ours

  /** The photo that was asked for. */
  public BenchPicture picture() throws IOException {
    return BenchPicture.of(photo, size);
  }

  /** The graph that was asked for; models opened from now on rewrite it or not, as was asked. */
  public Path graph() throws IOException {
    tune(rewriting, "off");
    return BenchGraph.of(graph);
  }

  /**
   * Has sessions that this library opens from now on rewrite their graphs, and keep them.
   *
   * @param rewrite {@code on} or {@code off}
   * @param cache a folder or {@code off}
   */
  static void tune(String rewrite, String cache) {
    System.setProperty("matting4j.graph.rewrite", rewrite);
    System.setProperty("matting4j.graph.cache", cache);
  }

  /** Columns and rows of the photo, such as {@code 1920x1080}. */
  public String size() {
    return size;
  }

  /** Measured rounds. */
  public int rounds() {
    return rounds;
  }

  /** Rounds before those. */
  public int warmUp() {
    return warmUp;
  }

  /** Whether the photo is one that figures are kept for. */
  public boolean isFullHd() {
    return size.equals("1920x1080");
  }

  /** Whether the photo has the 12 megapixels that figures are kept for. */
  public boolean isTwelveMegapixels() {
    return size.equals("4000x3000");
  }

  /** Writes the result's file and prints the table. */
  public void publish(String command, String clock, List<Row> rows, PrintWriter out)
      throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("size", size);
    settings.put("photo", Path.of(photo).getFileName().toString());
    settings.put("graph", Path.of(graph).getFileName().toString());
    settings.put("rewriting", rewriting);
    settings.put("rounds", Integer.toString(rounds));
    settings.put("after", Integer.toString(warmUp));
    settings.put("time", clock);
    settings.put("engine", RawEngine.version());
    String kind = photo.equals(BenchPicture.DRAWN) ? "" : "-photo";
    String file = name.isEmpty() ? command + kind + "-" + size : name;
    Report report = new Report(file, settings, machine, rows);
    out.print(report.markdown());
    out.println("\nwritten to " + report.writeTo(results.get()));
    out.flush();
  }
}
