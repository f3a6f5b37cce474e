package io.github.matting4j.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Machine MACHINE =
      new Machine("Some CPU", 2, 24576, "Linux 6 amd64", "Some VM 17", 1.25, "2026-01-01T00:00Z");

  @TempDir Path folder;

  private static Report report() {
    return new Report(
        "some",
        Map.of("rounds", "21"),
        MACHINE,
        List.of(
            Row.of("one", new Ratio(1.0349, 1.0, 1.1)).goal(Goal.atMost(1.03)),
            Row.of("two", new Ratio(1.81, 1.8, 1.9)).goal(Goal.atLeast(1.8)),
            Row.of("three", Map.of("MiB", 123.4))));
  }

  @Test
  void theTableSaysWhatIsMissed() {
    assertThat(report().markdown())
        .isEqualTo(
            """
            | | ratio | 25 % | 75 % | MiB | figure to keep |
            |---|---:|---:|---:|---:|---|
            | one | **1.035** | 1.000 | 1.100 | | ratio at most 1.03: **missed** |
            | two | **1.810** | 1.800 | 1.900 | | ratio at least 1.80: kept |
            | three | | | | 123 |  |

            <sub>rounds 21. Some CPU, 2 cores, 24 GiB, Linux 6 amd64, Some VM 17, load 1.3 at the\
             start (2026-01-01T00:00Z).</sub>
            """);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    Path file = report().writeTo(folder.resolve("deep/results"));
    assertThat(file).hasFileName("some.json");
    assertThat(Report.read(file)).isEqualTo(report());
    assertThat(Report.read(file).row("one").kept()).isFalse();
    assertThatThrownBy(() -> report().row("four")).hasMessageContaining("\"four\"");
  }

  @Test
  void thisMachineHasCores() {
    assertThat(Machine.now().describe()).contains(Machine.now().cores() + " cores");
  }
}
