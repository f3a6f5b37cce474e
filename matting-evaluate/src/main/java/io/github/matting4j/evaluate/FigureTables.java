package io.github.matting4j.evaluate;

import io.github.matting4j.evaluate.report.Html;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The two tables of a report: means a model, and every photo with every model. */
final class FigureTables {
  private final Evaluation evaluation;
  private final Html html;
  private final List<ModelResult> results;
  private final List<Column> columns;

  FigureTables(Evaluation evaluation, Html html) {
    this.evaluation = evaluation;
    this.html = html;
    this.results = evaluation.ranking().results();
    this.columns = Arrays.stream(Column.values()).filter(evaluation::has).toList();
  }

  /**
   * Means of each model, best first; the lowest of each column is marked where there are several.
   */
  void means() throws IOException {
    html.raw("<table id=\"means\"><caption>Means of each model</caption><thead><tr>");
    head("Model", "text");
    head("Photos", "number");
    head("Failed", "number");
    columnHeads();
    head("Flagged", "number");
    head("Network", "text");
    head("File MB", "number");
    head("Kind", "text");
    head("Licence", "text");
    html.raw("</tr></thead><tbody>\n");
    for (ModelResult result : results) {
      html.raw("<tr>");
      words(result.model());
      count(result.done());
      count(result.failed());
      for (Column column : columns) {
        figure(column, result.mean(column), isBest(column, result.mean(column)));
      }
      count(result.flagged());
      words(result.networkSize().orElse(""));
      number(ModelTexts.megabytes(result));
      words(ModelTexts.kind(result));
      words(ModelTexts.licence(result));
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table>\n");
  }

  /** Every row, with a link to the pictures of its photo. */
  void rows() throws IOException {
    html.raw("<table id=\"rows\"><caption>Every photo with every model</caption><thead><tr>");
    head("Photo", "text");
    head("Model", "text");
    columnHeads();
    head("Remarks", "text");
    html.raw("</tr></thead><tbody>\n");
    int perPhoto = evaluation.plan().modelIds().size();
    int index = 0;
    for (Row row : evaluation.rows()) {
      html.raw("<tr><th scope=\"row\" data-value=\"").text(row.photo()).raw("\">");
      html.raw("<a href=\"#photo-" + index++ / perPhoto + "\"><bdi>").text(row.photo());
      html.raw("</bdi></a></th>");
      words(row.model());
      for (Column column : columns) {
        figure(column, column.of(row), false);
      }
      words(remarks(row));
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table>\n");
  }

  /** The error, or flags and warnings. */
  static String remarks(Row row) {
    if (row.error().isPresent()) {
      return "failed: " + row.error().get();
    }
    String flags = FlagText.of(row);
    String warnings =
        row.measured().map(measured -> String.join(" ", measured.report().warnings())).orElse("");
    return flags + (flags.isEmpty() || warnings.isEmpty() ? "" : "; ") + warnings;
  }

  private boolean isBest(Column column, OptionalDouble mean) {
    return mean.isPresent()
        && results.size() > 1
        && results.stream()
            .map(result -> result.mean(column))
            .allMatch(other -> other.isEmpty() || other.getAsDouble() >= mean.getAsDouble());
  }

  private void columnHeads() throws IOException {
    for (Column column : columns) {
      head(column.title(), "number");
    }
  }

  private void head(String title, String kind) throws IOException {
    html.raw("<th scope=\"col\" aria-sort=\"none\" data-kind=\"" + kind + "\">");
    html.raw("<button type=\"button\">").text(title).raw("</button></th>");
  }

  private void words(String text) throws IOException {
    html.raw(text.isEmpty() ? "<td>" : "<td data-value=\"");
    html.text(text).raw(text.isEmpty() ? "</td>" : "\"><bdi>");
    if (!text.isEmpty()) {
      html.text(text).raw("</bdi></td>");
    }
  }

  private void count(long value) throws IOException {
    html.raw("<td class=\"number\" data-value=\"" + value + "\">" + value + "</td>");
  }

  private void number(String text) throws IOException {
    html.raw("<td class=\"number\"" + (text.isEmpty() ? "" : " data-value=\"" + text + "\"") + ">");
    html.raw((text.isEmpty() ? "–" : text) + "</td>");
  }

  private void figure(Column column, OptionalDouble value, boolean best) throws IOException {
    if (value.isEmpty()) {
      html.raw("<td class=\"number\">–</td>");
      return;
    }
    String exact = String.format(Locale.ROOT, "%.9g", value.getAsDouble());
    html.raw("<td class=\"number" + (best ? " best" : "") + "\" data-value=\"" + exact + "\">");
    html.raw(column.text(value)).raw("</td>");
  }
}
