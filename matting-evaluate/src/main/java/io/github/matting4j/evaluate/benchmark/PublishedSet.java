package io.github.matting4j.evaluate.benchmark;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The published test sets, with the addresses that PaddleSeg's {@code Matting/README} gives. */
public enum PublishedSet {
  /** PPM-100 and the people of AIM-500: 195 photos, on which PaddleSeg's table was measured. */
  PPM_AIM_195("PPM-AIM-195", 195, true),
  /** PPM-100: 100 photos of people. No table of PaddleSeg's is measured on it. */
  PPM_100("PPM-100", 100, false);

  private static final String FOLDER = "https://paddleseg.bj.bcebos.com/matting/datasets/";

  private final String title;
  private final int photos;
  private final boolean ofTheTable;

  PublishedSet(String title, int photos, boolean ofTheTable) {
    this.title = title;
    this.photos = photos;
    this.ofTheTable = ofTheTable;
  }

  /** The set of this id. */
  public static Optional<PublishedSet> of(String id) {
    return Arrays.stream(values()).filter(set -> set.id().equals(id)).findFirst();
  }

  /** The name on the command line, such as {@code ppm-aim-195}. */
  public String id() {
    return title.toLowerCase(Locale.ROOT);
  }

  /** The name in publications. */
  public String title() {
    return title;
  }

  /** How many photos are stated. */
  public int photos() {
    return photos;
  }

  /** Whether the published SAD, MSE, Grad and Conn of a model's descriptor hold for this set. */
  public boolean hasPublishedScores() {
    return ofTheTable;
  }

  /** Address of the archive, a ZIP file. */
  public URI address() {
    return URI.create(FOLDER + title + ".zip");
  }
}
