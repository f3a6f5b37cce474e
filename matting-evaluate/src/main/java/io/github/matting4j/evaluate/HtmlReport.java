package io.github.matting4j.evaluate;

import io.github.matting4j.evaluate.report.DataUri;
import io.github.matting4j.evaluate.report.Html;
import io.github.matting4j.evaluate.report.Renderer;
import io.github.matting4j.evaluate.report.Template;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.model.RunReport;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * The whole report as one self-contained page. Its content security policy lets only its own style
 * and script run, and pictures only out of the page itself.
 */
final class HtmlReport {
  private static final int LEGEND_WIDTH = 240;
  private static final int LEGEND_HEIGHT = 14;

  private final Evaluation evaluation;

  HtmlReport(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /**
   * Writes the page.
   *
   * @param sections the photos' part, as {@link PhotoSection} made it
   */
  void write(Path sections, Writer out) throws IOException {
    Html html = new Html(out);
    FigureTables tables = new FigureTables(evaluation, html);
    String style = Template.text("report.css");
    String script = Template.text("report.js");
    Template.resource("report.html")
        .write(
            out,
            gap -> {
              switch (gap) {
                case "title" -> html.text(evaluation.plan().photos().title());
                case "style" -> html.raw(style);
                case "style-hash" -> html.raw(hash(style));
                case "script" -> html.raw(script);
                case "script-hash" -> html.raw(hash(script));
                case "settings" -> settings(html);
                case "notes" -> notes(html);
                case "means" -> tables.means();
                case "rows" -> tables.rows();
                case "legend" -> legend(html);
                case "photos" -> copy(sections, out);
                default -> throw new IOException("report.html has a gap {{" + gap + "}}");
              }
            });
  }

  private void settings(Html html) throws IOException {
    EvaluationPlan plan = evaluation.plan();
    int photos = plan.photos().samples().size();
    html.text(photos + (photos == 1 ? " photo, " : " photos, "));
    html.text(evaluation.hasTruth() ? "compared with the truth" : "without truth");
    html.text(", refinement " + plan.refinement());
    if (plan.maxSide().isPresent()) {
      html.text(", longest side at most " + plan.maxSide().getAsInt() + " pixels");
    }
    html.text(", times are medians of " + plan.repeats() + ".");
    for (ModelResult result : evaluation.ranking().results()) {
      if (result.report().isPresent()) {
        RunReport report = result.report().get();
        html.raw("<br><b>").text(result.model()).raw("</b> ");
        html.text(report.engine() + ", " + report.device() + ", threads " + report.threads());
        html.raw(" <code>").text(report.modelSha256().substring(0, 12)).raw("…</code>");
      }
    }
  }

  private void notes(Html html) throws IOException {
    if (evaluation.failures() > 0) {
      html.raw("<p class=\"remarks\">" + evaluation.failures() + " runs failed.</p>\n");
    }
    for (ModelResult result : evaluation.ranking().results()) {
      if (result.failureText().isPresent()) {
        html.raw("<p class=\"remarks\"><b>").text(result.model()).raw("</b> ");
        html.text(result.failureText().get()).raw("</p>\n");
      }
    }
    for (String sentence : evaluation.ranking().sentences()) {
      html.raw("<p id=\"ranking\"><b>").text(sentence).raw(".</b></p>\n");
    }
    for (String note : evaluation.plan().photos().notes()) {
      html.raw("<p class=\"remarks\">").text(note).raw("</p>\n");
    }
  }

  /** The colours of a difference from -1 to 1, made by the code that makes the pictures. */
  private static void legend(Html html) throws IOException {
    int[] pixels = new int[LEGEND_WIDTH * LEGEND_HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      float value = 2f * (i % LEGEND_WIDTH) / (LEGEND_WIDTH - 1) - 1f;
      pixels[i] = Renderer.heat(40f, value, false);
    }
    html.image(
        DataUri.of(ArgbImage.adopt(LEGEND_WIDTH, LEGEND_HEIGHT, pixels)),
        LEGEND_WIDTH,
        LEGEND_HEIGHT,
        "blue on the left for -1, dark in the middle for 0, orange on the right for 1");
  }

  private static void copy(Path sections, Writer out) throws IOException {
    try (Reader reader = Files.newBufferedReader(sections)) {
      reader.transferTo(out);
    }
  }

  private static String hash(String text) {
    byte[] sum = Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(sum);
  }
}
