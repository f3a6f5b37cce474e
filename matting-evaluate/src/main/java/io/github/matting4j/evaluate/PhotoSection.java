package io.github.matting4j.evaluate;

import io.github.matting4j.evaluate.measure.Difference;
import io.github.matting4j.evaluate.measure.PhotoComparison;
import io.github.matting4j.evaluate.measure.Place;
import io.github.matting4j.evaluate.measure.Reduction;
import io.github.matting4j.evaluate.measure.Sample;
import io.github.matting4j.evaluate.report.DataUri;
import io.github.matting4j.evaluate.report.Html;
import io.github.matting4j.evaluate.report.Renderer;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a report that shows one photo. */
final class PhotoSection {
  private final Html html;
  private final int index;
  private final Sample sample;

  PhotoSection(Html html, int index, Sample sample) {
    this.html = html;
    this.index = index;
    this.sample = sample;
  }

  /** A photo that no model has a matte of: its name and the errors. */
  void failed(List<Row> rows) throws IOException {
    open("");
    for (Row row : rows) {
      model(row);
    }
    html.raw("</section>\n");
  }

  /**
   * The photo, its truth, and of each model matte, difference and cut-out; then the worst places.
   */
  void shown(PhotoComparison comparison, List<Row> rows) throws IOException {
    ArgbImage photo = comparison.pictures().photo();
    boolean truth = comparison.pictures().truth().isPresent();
    open(photo.width() + " × " + photo.height() + (truth ? ", truth known" : ", no truth"));
    html.raw("<div class=\"views" + (truth ? " with-truth" : "") + "\"><div class=\"given\">");
    figure("Photo", photo, "the photo");
    if (truth) {
      figure("Truth", Renderer.grey(comparison.pictures().truth().get()), "the true matte");
    }
    html.raw("</div><div class=\"made\">\n");
    List<ArgbImage> cutOuts = new ArrayList<>();
    for (Row row : rows) {
      html.raw("<div class=\"model\">");
      model(row);
      int model = comparison.models().indexOf(row.model());
      if (model >= 0) {
        AlphaMatte matte = comparison.matte(model);
        cutOuts.add(Renderer.cutOut(photo, matte));
        html.raw("<div class=\"three\">");
        figure("Matte", Renderer.grey(matte), "the matte by " + row.model());
        figure(
            title(comparison.of(model).kind()),
            Renderer.heat(photo, comparison.of(model)),
            "where the matte by " + row.model() + " differs");
        figure("Cut-out", cutOuts.get(model), "the cut-out by " + row.model());
        html.raw("</div>");
      }
      html.raw("</div>\n");
    }
    html.raw("</div></div>\n");
    zooms(comparison, cutOuts);
    html.raw("</section>\n");
  }

  static String title(Difference.Kind kind) {
    return switch (kind) {
      case TRUTH -> "Difference";
      case OTHERS -> "Disagreement";
      case UNCERTAINTY -> "Uncertainty";
    };
  }

  private void open(String facts) throws IOException {
    html.raw("<section class=\"photo\" id=\"photo-" + index + "\"><h3><bdi>").text(sample.name());
    html.raw("</bdi> <small>").text(facts).raw("</small></h3>\n");
  }

  private void model(Row row) throws IOException {
    String figures =
        Arrays.stream(Column.values())
            .filter(column -> column.isError() && column.of(row).isPresent())
            .map(column -> column.title() + " " + column.text(column.of(row)))
            .collect(Collectors.joining(" · "));
    html.raw("<h4>").text(row.model()).raw("</h4><p class=\"figures\">").text(figures).raw("</p>");
    String remarks = row.error().orElse(FlagText.of(row));
    if (!remarks.isEmpty()) {
      html.raw("<p class=\"remarks\">").text(remarks).raw("</p>");
    }
  }

  private void figure(String title, ArgbImage picture, String shows) throws IOException {
    ArgbImage small = Reduction.toLongestSide(picture, DataUri.THUMBNAIL);
    html.raw("<figure>");
    html.image(DataUri.of(small), small.width(), small.height(), sample.name() + ": " + shows);
    html.raw("<figcaption>").text(title).raw("</figcaption></figure>");
  }

  /** The same squares of all pictures, so that models can be compared side by side. */
  private void zooms(PhotoComparison comparison, List<ArgbImage> cutOuts) throws IOException {
    List<Place> places = comparison.places();
    if (places.isEmpty()) {
      html.raw("<p class=\"remarks\">No place stands out.</p>\n");
      return;
    }
    boolean truth = comparison.pictures().truth().isPresent();
    boolean many = comparison.models().size() > 2;
    html.raw("<div class=\"scroll\"><table class=\"zoom" + (many ? " many" : "") + "\">");
    html.raw("<caption>Worst places</caption><thead><tr>");
    html.raw("<th scope=\"col\">Photo</th>").raw(truth ? "<th scope=\"col\">Truth</th>" : "");
    for (String model : comparison.models()) {
      html.raw("<th scope=\"col\" colspan=\"2\">").text(model).raw(": matte, cut-out</th>");
    }
    html.raw("</tr></thead><tbody>\n");
    for (Place place : places) {
      html.raw("<tr>");
      crop(comparison.pictures().photo(), place, "the photo");
      if (truth) {
        crop(Renderer.grey(comparison.pictures().truth().get()), place, "the true matte");
      }
      for (int i = 0; i < cutOuts.size(); i++) {
        String model = comparison.models().get(i);
        crop(Renderer.grey(comparison.matte(i)), place, "the matte by " + model);
        crop(cutOuts.get(i), place, "the cut-out by " + model);
      }
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }

  private void crop(ArgbImage picture, Place place, String shows) throws IOException {
    String where = " at x " + place.x() + ", y " + place.y() + ", worst of " + place.model();
    html.raw("<td>");
    html.image(
        DataUri.of(Renderer.crop(picture, place)),
        place.width(),
        place.height(),
        sample.name() + ": " + shows + where);
    html.raw("</td>");
  }
}
