package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.metrics.MatteMetrics;
import io.github.matting4j.metrics.MatteScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code matting evaluate} from the outside: what it writes and says. */
class EvaluateTest {
  private static final String MODEL = "portrait-starter";
  private static final double PRINTED = 5e-4;

  @TempDir Path folder;
  private Path images;
  private Path truth;
  private Path results;

  @BeforeEach
  void drawPhotos() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    truth = Files.createDirectory(folder.resolve("truth"));
    results = folder.resolve("results");
    Pictures.portrait(images.resolve("ana.jpg"));
    Pictures.portrait(images.resolve("bea.png"));
  }

  private Cli.Result evaluate(int exit, String... more) {
    List<String> all = new ArrayList<>(List.of("evaluate", "-o", results.toString()));
    all.addAll(List.of("--model-folder", "no-such-folder"));
    all.addAll(List.of(more));
    if (!all.contains("--repeats")) {
      all.addAll(List.of("--repeats", "1"));
    }
    return Cli.run(all.toArray(String[]::new)).exits(exit);
  }

  private Cli.Result evaluateFolder(int exit, String... more) {
    List<String> all = new ArrayList<>(List.of("--images", images.toString()));
    all.addAll(List.of(more));
    return evaluate(exit, all.toArray(String[]::new));
  }

  private Map<String, Object> json() throws IOException {
    return Json.lines(Files.readString(results.resolve("evaluation.json")).replace('\n', ' '))
        .get(0);
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> list(String name) throws IOException {
    return (List<Map<String, Object>>) json().get(name);
  }

  private String html() throws IOException {
    return Files.readString(results.resolve("report.html"));
  }

  @Test
  void aMatteThatIsTheTruthScoresZeroAndEveryFileIsThere() throws Exception {
    evaluateFolder(0);
    for (String name : List.of("ana.png", "bea.png")) {
      Files.copy(results.resolve("mattes").resolve(MODEL).resolve(name), truth.resolve(name));
    }
    Cli.Result result = evaluateFolder(0, "--truth", truth.toString());
    assertThat(list("results"))
        .hasSize(2)
        .allSatisfy(
            row -> {
              assertThat(row)
                  .containsEntry("model", MODEL)
                  .containsEntry("width", 180.0)
                  .containsEntry("height", 240.0);
              for (String error : List.of("sad", "mse", "grad", "conn")) {
                assertThat(row).containsEntry(error, 0.0);
              }
              assertThat((Double) row.get("wall_ms")).isPositive();
            });
    assertThat(result.out()).contains(MODEL, "SAD", "0.000", "report.html");
    assertThat(Pictures.names(results))
        .containsExactly("evaluation.csv", "evaluation.json", "mattes", "report.html");
    assertThat(html()).contains("No place stands out.").doesNotContain("{{", ">NaN", ">Infinity");
  }

  @Test
  void theScoresAreThoseOfTheMatteThatWasWritten() throws Exception {
    evaluateFolder(0);
    int pixels = Pictures.WIDTH * Pictures.HEIGHT;
    Pictures.halves(Pictures.WIDTH, Pictures.HEIGHT, 0, 0xFFFFFF, truth.resolve("ana.png"));
    Cli.Result result = evaluateFolder(0, "--truth", truth.toString());
    byte[] matte = bytes(results.resolve("mattes").resolve(MODEL).resolve("ana.png"), pixels);
    byte[] exact = bytes(truth.resolve("ana.png"), pixels);
    MatteScores scores =
        MatteMetrics.ofAlpha8(Pictures.WIDTH, Pictures.HEIGHT, matte, exact).scores();
    Map<String, Object> ana = list("results").get(0);
    assertThat((Double) ana.get("sad")).isCloseTo(scores.sad(), within(PRINTED)).isPositive();
    assertThat((Double) ana.get("mse")).isCloseTo(scores.mse(), within(PRINTED));
    assertThat((Double) ana.get("grad")).isCloseTo(scores.grad(), within(PRINTED));
    assertThat((Double) ana.get("conn")).isCloseTo(scores.conn(), within(PRINTED));
    assertThat(list("results").get(1)).doesNotContainKeys("sad", "error");
    assertThat(result.err()).contains("no truth for bea.png");
    assertThat(html()).contains("no truth for bea.png", "<figcaption>Difference</figcaption>");
    List<String> csv = Files.readAllLines(results.resolve("evaluation.csv"));
    assertThat(csv).hasSize(4);
    assertThat(csv.get(0)).startsWith("photo,model,width,height,sad,mse,grad,conn,disagreement,");
    assertThat(csv.get(1)).startsWith("ana.jpg," + MODEL + ",180,240," + printed(scores.sad()));
    assertThat(csv.get(3)).startsWith("(mean)," + MODEL + ",,," + printed(scores.sad()));
  }

  private static String printed(double value) {
    return String.format(java.util.Locale.ROOT, "%.3f,", value);
  }

  private static byte[] bytes(Path grey, int pixels) throws IOException {
    int[] samples = Pictures.read(grey).getRaster().getSamples(0, 0, 180, 240, 0, new int[pixels]);
    byte[] bytes = new byte[pixels];
    for (int i = 0; i < pixels; i++) {
      bytes[i] = (byte) samples[i];
    }
    return bytes;
  }

  @Test
  void whatFailsBecomesARowAndTheRestIsDone() throws Exception {
    Files.writeString(images.resolve("broken.jpg"), "no picture");
    Pictures.halves(90, 60, 0, 0xFFFFFF, truth.resolve("bea.png"));
    Pictures.halves(180, 240, 0xFF0000, 0xFFFFFF, truth.resolve("ana.png"));
    Cli.Result result = evaluateFolder(1, "--truth", truth.toString(), "--models", MODEL + ",bshm");
    assertThat(list("results")).hasSize(6);
    assertThat(error("broken.jpg", MODEL))
        .contains("broken.jpg", "JPEG, PNG and TIFF are read here");
    assertThat(error("bea.png", MODEL)).contains("truth/bea.png is 90x60", "bea.png is 180x240");
    assertThat(error("ana.jpg", MODEL)).contains("truth/ana.png is a colour picture", "#ff0000");
    assertThat(error("ana.jpg", "bshm")).contains("bshm", "no-such-folder");
    assertThat(result.err()).contains("truth/bea.png is 90x60");
    assertThat(html()).contains("6 runs failed", "is a colour picture");
  }

  private String error(String photo, String model) throws IOException {
    return list("results").stream()
        .filter(row -> row.get("photo").equals(photo) && row.get("model").equals(model))
        .map(row -> row.get("error").toString())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void namesOfFilesCannotBecomePartOfThePage() throws Exception {
    String name = "<script>alert(1)<img src=x onerror=alert(2)>'\"&, é漢\u202e.jpg";
    Pictures.portrait(images.resolve(name));
    evaluateFolder(0);
    String safe = "&lt;script&gt;alert(1)&lt;img src=x onerror=alert(2)&gt;&#39;&quot;&amp;, é漢";
    assertThat(html())
        .contains(safe)
        .doesNotContain("<script>alert", "<img src=x", "'\"&, ")
        .containsOnlyOnce("<script>");
    assertThat(list("results")).extracting(row -> row.get("photo")).contains(name);
    assertThat(Files.readString(results.resolve("evaluation.csv")))
        .contains("\"" + name.replace("\"", "\"\"") + "\"," + MODEL);
  }

  @Test
  void wrongUsageIsToldBeforeAnythingIsWritten() throws Exception {
    assertThat(evaluate(2).err()).contains("--images DIR, --synthetic or --benchmark SET");
    assertThat(evaluateFolder(2, "--synthetic").err()).contains("exclude each other");
    assertThat(evaluate(2, "--synthetic", "--truth", truth.toString()).err())
        .contains("its own truth");
    assertThat(evaluateFolder(2, "--truth", images.toString()).err()).contains("are both");
    assertThat(evaluateFolder(2, "--models", "nix").err()).contains("no model 'nix'", MODEL);
    assertThat(evaluateFolder(2, "--repeats", "0").err()).contains("--repeats is 0");
    assertThat(evaluate(2, "--synthetic", "--max-side", "5").err()).contains("--max-side is 5");
    assertThat(evaluate(2, "--images", "gone").err()).contains("gone", "no folder");
    assertThat(evaluate(2, "--images", truth.toString()).err()).contains("has no .jpg");
    Pictures.portrait(images.resolve("ana.png"));
    assertThat(evaluateFolder(2).err()).contains("two photos are named ana");
    assertThat(results).doesNotExist();
  }

  @Test
  void theDrawnPortraitsHaveTheirExactTruth() throws Exception {
    evaluate(0, "--synthetic", "--max-side", "96", "--refine", "guided");
    assertThat(json()).containsEntry("refinement", "guided").containsEntry("maxSide", 96.0);
    assertThat(list("results"))
        .hasSize(15)
        .allSatisfy(row -> assertThat(row).containsKeys("sad", "mse", "grad", "conn", "flags"));
    assertThat(Pictures.names(results.resolve("synthetic").resolve("truth"))).hasSize(15);
    assertThat(Pictures.read(results.resolve("synthetic/images/couple-leaves.png")).getWidth())
        .isEqualTo(96);
  }
}
