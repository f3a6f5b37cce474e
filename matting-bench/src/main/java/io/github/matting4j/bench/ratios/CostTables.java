package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.fixture.CostVariant;
import io.github.matting4j.bench.fixture.ResourceUse;
import io.github.matting4j.bench.measure.Machine;
import io.github.matting4j.bench.measure.Report;
import io.github.matting4j.bench.measure.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of the costs: a row for each size or number, a column for each model. */
final class CostTables {
  static final String PIXELS_SECONDS = "costs-pixels";
  static final String PIXELS_CPU = "costs-pixels-cpu";
  static final String PIXELS_MEMORY = "costs-pixels-memory";
  static final String PHOTOS_MINUTES = "costs-photos";
  static final String PHOTOS_MEMORY = "costs-photos-memory";
  static final String CORES_RATE = "costs-cores";
  static final String CORES_MEMORY = "costs-cores-memory";
  static final String MEASURED = "measured";
  static final String SIMULATED = "simulated";

  private static final Map<String, String> UNITS =
      Map.of(
          PIXELS_SECONDS, "seconds a photo on the wall, all cores",
          PIXELS_CPU, "seconds of processor time a photo, all threads",
          PIXELS_MEMORY, "most MiB resident, one photo at a time",
          PHOTOS_MINUTES, "minutes on the wall, a worker a core",
          PHOTOS_MEMORY, "most MiB resident, a worker a core",
          CORES_RATE, "photos a minute, a worker a core",
          CORES_MEMORY, "most MiB resident, a worker a core");

  private final Machine machine;
  private final Map<String, String> settings;

  /** By name of the table, then by row, then by column; all in order. */
  private final Map<String, Map<String, Map<String, Double>>> tables = new LinkedHashMap<>();

  CostTables(Machine machine, Map<String, String> settings) {
    this.machine = machine;
    this.settings = settings;
  }

  void addPixels(String row, CostVariant variant, ResourceUse use) {
    add(PIXELS_SECONDS, row, variant, use.seconds());
    add(PIXELS_CPU, row, variant, use.cpuSeconds());
    add(PIXELS_MEMORY, row, variant, use.mebibytes());
  }

  void addPhotos(String row, CostVariant variant, BatchSimulation.Outcome outcome) {
    add(PHOTOS_MINUTES, row, variant, outcome.seconds() / 60);
    add(PHOTOS_MEMORY, row, variant, outcome.mebibytes());
  }

  void addCores(String row, CostVariant variant, int photos, BatchSimulation.Outcome outcome) {
    add(CORES_RATE, row, variant, 60 * photos / outcome.seconds());
    add(CORES_MEMORY, row, variant, outcome.mebibytes());
  }

  private void add(String table, String row, CostVariant variant, double value) {
    tables
        .computeIfAbsent(table, name -> new LinkedHashMap<>())
        .computeIfAbsent(row, name -> new LinkedHashMap<>())
        .put(variant.title(), value);
  }

  void publish(Path folder, PrintWriter out) throws IOException {
    for (Map.Entry<String, Map<String, Map<String, Double>>> table : tables.entrySet()) {
      List<Row> rows = new ArrayList<>();
      table.getValue().forEach((row, values) -> rows.add(Row.of(row, values)));
      Map<String, String> about = new LinkedHashMap<>();
      about.put("unit", UNITS.get(table.getKey()));
      about.putAll(settings);
      Report report = new Report(table.getKey(), about, machine, rows);
      out.println(report.markdown());
      out.println("written to " + report.writeTo(folder));
    }
  }
}
