package io.github.matting4j.bench.ratios;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.bench.measure.Report;
import io.github.matting4j.bench.measure.Row;
import io.github.matting4j.testdata.networks.NetworkSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command measures all that it promises, on a tiny photo and a tiny graph. */
class RatiosTest {
  @TempDir static Path folder;

  private static String graph;

  @BeforeAll
  static void write() throws Exception {
    Path file = folder.resolve("tiny.onnx");
    NetworkSpec.ppMattingV2().widthDivisor(16).fixedSize(384, 384).write(file);
    graph = file.toString();
  }

  private static Report measure(String command, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command, "--size", "96x54", "--graph", graph));
    arguments.addAll(List.of("--rounds", "1", "--warm-up", "0", "--results", folder.toString()));
    arguments.addAll(List.of(more));
    String printed = run(arguments.toArray(String[]::new));
    Report report = Report.read(folder.resolve(command + "-96x54.json"));
    assertThat(printed).startsWith(report.markdown());
    return report;
  }

  private static String run(String... arguments) {
    StringWriter text = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        Ratios.commandLine()
            .setOut(new PrintWriter(text))
            .setErr(new PrintWriter(errors))
            .execute(arguments);
    assertThat(errors.toString()).isEmpty();
    assertThat(code).isZero();
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({"chain,14", "kernels,11", "png,5", "batch,22", "cold,5", "rewriting,6", "opening,6"})
  void everyRowHasARatioOrATime(String command, int rows) throws Exception {
    Report report = measure(command);
    assertThat(report.rows()).hasSize(rows);
    for (Row row : report.rows()) {
      double value = row.values().getOrDefault(Row.RATIO, row.values().get(Row.MILLIS));
      assertThat(value).as(row.what()).isPositive().isFinite();
    }
    assertThat(report.settings()).containsEntry("graph", "tiny.onnx").containsEntry("rounds", "1");
  }

  @Test
  void theLongestTimeWithoutAResultIsMeasured() throws Exception {
    List<Row> rows = measure("stalls", "--photos", "60", "--warm-up-photos", "5").rows();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(1).values().get("failed")).isBetween(1.0, 3.0);
    assertThat(rows).allMatch(row -> row.ratio() > 0 && Double.isFinite(row.ratio()));
  }

  @Test
  void pngSizesAreCompared() throws Exception {
    Row cutOut = measure("png").row("RGBA cut-out");
    assertThat(cutOut.goals()).hasSize(2);
    assertThat(cutOut.values().get("size ratio")).isBetween(0.05, 1.0);
  }

  @Test
  void aGraphDiffersFromAnotherButNotFromItself() throws Exception {
    Path other = folder.resolve("other.onnx");
    NetworkSpec.ppMattingV2().widthDivisor(16).fixedSize(384, 384).seed(7).write(other);
    List<Row> rows = measure("graphs", graph, other.toString()).rows();
    assertThat(rows).hasSize(6);
    assertThat(rows.get(1).values().get("difference")).isZero();
    assertThat(rows.get(2).values().get("difference")).isGreaterThan(0.001);
  }

  @Test
  void aGraphOfOpenSizeRunsRewrittenNextToOneOfFixedSize() throws Exception {
    Path open = folder.resolve("open.onnx");
    NetworkSpec.ppMattingV2().widthDivisor(16).dynamic().write(open);
    List<Row> rows =
        measure("graphs", open.toString(), "--input", "384x384", "--rewritten", "--runs-only")
            .rows();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(1).values().get("difference")).isLessThan(1e-5);
  }

  @Test
  void memoryComesInFourSteps() throws Exception {
    Report report = measure("memory");
    assertThat(report.rows().stream().map(Row::what))
        .containsExactly("photo decoded", "model open", "after 1 run", "after 10 runs");
    assertThat(report.row("after 10 runs").values()).containsKey("heap, MiB").hasSize(3);
  }

  @Test
  void tablesGoBetweenTheirMarkers() throws Exception {
    Report report = measure("kernels");
    Path docs = folder.resolve("docs.md");
    String kept = "<!-- results: never-run -->\nold $1\n<!-- end -->\n";
    Files.writeString(docs, "a\n<!-- results: kernels-96x54 -->\nold\n<!-- end -->\nb\n" + kept);
    String said = run("docs", docs.toString(), "--results", folder.toString());
    assertThat(docs)
        .hasContent(
            "a\n<!-- results: kernels-96x54 -->\n"
                + report.markdown()
                + "<!-- end -->\nb\n"
                + kept);
    assertThat(said).contains("kernels-96x54: replaced", "never-run: kept");
  }

  @Test
  void theChartHasABarForEveryChain() throws Exception {
    measure("chain");
    Path svg = folder.resolve("chart.svg");
    run("chart", folder.resolve("chain-96x54.json").toString(), "--out", svg.toString());
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(5);
    assertThat(Files.readString(svg)).contains("96x54", "prefers-color-scheme: dark");
  }
}
