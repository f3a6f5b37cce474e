package io.github.matting4j.bench.ratios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.bench.fixture.CostVariant;
import io.github.matting4j.bench.fixture.FrameSize;
import io.github.matting4j.bench.fixture.ResourceUse;
import io.github.matting4j.bench.measure.Machine;
import io.github.matting4j.bench.measure.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class CostFiguresTest {
  private static final List<String> TABLES =
      List.of(
          CostTables.PIXELS_SECONDS,
          CostTables.PIXELS_CPU,
          CostTables.PIXELS_MEMORY,
          CostTables.PHOTOS_MINUTES,
          CostTables.PHOTOS_MEMORY,
          CostTables.CORES_RATE,
          CostTables.CORES_MEMORY);

  @TempDir Path folder;

  private static void run(String... arguments) {
    StringWriter errors = new StringWriter();
    int code =
        Ratios.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(errors))
            .execute(arguments);
    assertThat(errors.toString()).isEmpty();
    assertThat(code).isZero();
  }

  private Document chart() throws Exception {
    Path svg = folder.resolve("costs.svg");
    run("costs-chart", "--results", folder.toString(), "--out", svg.toString());
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
  }

  @Test
  void theModelReturnsTheCostsThatItWasFittedTo() {
    Map<FrameSize, ResourceUse> uses = new LinkedHashMap<>();
    for (String text : List.of("640x480", "1600x1200", "4000x3000")) {
      FrameSize size = FrameSize.of(text);
      double seconds = 0.1 + 4e-8 * size.pixels();
      uses.put(size, new ResourceUse(9, seconds, 200 + 3e-5 * size.pixels()));
    }
    PhotoCostModel model = PhotoCostModel.fit(CostVariant.BSHM, uses);
    FrameSize other = FrameSize.of("2000x1000");
    BatchSimulation.Photo photo = model.photos(List.of(other)).apply(7);
    assertThat(photo.seconds()).isCloseTo(0.18, within(1e-6));
    assertThat(model.simulation(1, 40).run(1, i -> photo, 1).mebibytes())
        .isCloseTo(300, within(0.01));
  }

  @Test
  void theChartHasALineForMeasuredAndOneForSimulatedFigures() throws Exception {
    CostTables tables = new CostTables(Machine.now(), Map.of());
    for (CostVariant variant : List.of(CostVariant.STARTER, CostVariant.BSHM)) {
      for (int i = 1; i <= 3; i++) {
        tables.addPixels(i + ".5 MP (any)", variant, new ResourceUse(i, i, 100 * i));
        for (String kind : List.of(CostTables.MEASURED, CostTables.SIMULATED)) {
          BatchSimulation.Outcome outcome = new BatchSimulation.Outcome(60 * i, 100 * i);
          tables.addPhotos(i + ",000 photos, " + kind, variant, outcome);
          tables.addCores(i + " cores, " + kind, variant, 60, outcome);
        }
      }
    }
    tables.publish(folder, new PrintWriter(new StringWriter()));
    Report cores = Report.read(folder.resolve(CostTables.CORES_RATE + ".json"));
    assertThat(cores.row("2 cores, measured").values())
        .containsOnly(Map.entry("starter", 30.0), Map.entry("BSHM, converted", 30.0));
    assertThat(cores.markdown()).contains("| 2 cores, simulated | 30.0 | 30.0 |");
    Document chart = chart();
    // In each of four panels a dot for three figures of two models; three more in the legend.
    assertThat(chart.getElementsByTagName("circle").getLength()).isEqualTo(4 * 3 * 2 + 3);
    String text = Files.readString(folder.resolve("costs.svg"));
    assertThat(text)
        .contains("prefers-color-scheme: dark", "BSHM, converted")
        .doesNotContain("NaN");
    assertThat(text.split("line c. simulated", -1)).hasSize(1 + 2 * 2);
  }

  @Tag("soak")
  @Test
  void everyTableIsMeasured() throws Exception {
    run(
        "costs",
        "--models=portrait-starter",
        "--sizes=64x48,96x72,320x240",
        "--folder-sizes=64x48,96x72",
        "--photos=4,1000",
        "--max-seconds=0.5",
        "--warm-up=0",
        "--results",
        folder.toString());
    for (String table : TABLES) {
      Report report = Report.read(folder.resolve(table + ".json"));
      assertThat(report.rows()).as(table).isNotEmpty();
      report.rows().forEach(row -> assertThat(row.values()).containsKey("starter"));
    }
    assertThat(chart().getElementsByTagName("path").getLength()).isGreaterThan(8);
  }
}
