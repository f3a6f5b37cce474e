package io.github.matting4j.zoom;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.MatteSketch;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.RunReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides where the network looks again: at boxes around the parts of the first matte, with a
 * margin, overlapping ones joined, where they are small compared with the photo.
 *
 * <p>The values were set by the figures in docs/measurements/zoom.md.
 */
final class CropPlan {
  static final int MAX_CROPS = 4;

  /** From this mean alpha on a cell belongs to a part. */
  private static final float MIN_ALPHA = 0.3f;

  /** Smaller parts are no people: as a share of the photo, and of the largest part. */
  private static final double MIN_SHARE = 0.0005;

  private static final double MIN_OF_LARGEST = 0.05;

  /** On each side, as a share of the longer side of the box. */
  private static final double MARGIN = 0.2;

  /** The gain in linear resolution from which on a second pass helps. */
  private static final double MIN_GAIN = 1.3;

  /** The sides of a crop differ by this factor at most; the rest would be lost to context. */
  private static final double MAX_RATIO = 1.5;

  /** A network of a fixed shape sees a crop stretched by this factor at most. */
  private static final double MAX_STRETCH = 1.25;

  /** What a network's shape may differ from the photo's by rounding alone. */
  private static final double SAME_SHAPE = 1.1;

  private final int photoWidth;
  private final int photoHeight;

  /** Limits of a crop's width divided by its height. */
  private final double minRatio;

  private final double maxRatio;

  private CropPlan(ArgbImage photo, RunReport first) {
    photoWidth = photo.width();
    photoHeight = photo.height();
    double ratio = (double) first.networkWidth() / first.networkHeight();
    double stretch = ratio * photoHeight / photoWidth;
    if (Math.max(stretch, 1 / stretch) <= SAME_SHAPE) {
      minRatio = 1 / MAX_RATIO;
      maxRatio = MAX_RATIO;
    } else {
      minRatio = ratio / MAX_STRETCH;
      maxRatio = ratio * MAX_STRETCH;
    }
  }

  /** The crops, none overlapping another; empty if the network would see little more. */
  static List<Crop> of(ArgbImage photo, MattingResult first) {
    MatteSketch sketch = MatteSketch.of(photo, first.matte());
    return new CropPlan(photo, first.report()).crops(sketch);
  }

  private List<Crop> crops(MatteSketch sketch) {
    List<MatteSketch.Part> parts = sketch.parts(MIN_ALPHA);
    int largest = parts.isEmpty() ? 0 : parts.get(0).cells();
    double min = Math.max(MIN_SHARE * sketch.width() * sketch.height(), MIN_OF_LARGEST * largest);
    List<Crop> crops = new ArrayList<>();
    for (MatteSketch.Part part : parts) {
      if (part.cells() >= min) {
        add(crops, withMargin(part, sketch));
      }
    }
    return crops.stream().filter(this::gains).limit(MAX_CROPS).toList();
  }

  private boolean gains(Crop crop) {
    return crop.pixels() * MIN_GAIN * MIN_GAIN <= (double) photoWidth * photoHeight;
  }

  private Crop withMargin(MatteSketch.Part part, MatteSketch sketch) {
    double perColumn = (double) photoWidth / sketch.width();
    double perRow = (double) photoHeight / sketch.height();
    double width = (part.right() - part.left()) * perColumn;
    double height = (part.bottom() - part.top()) * perRow;
    double margin = MARGIN * Math.max(width, height);
    return shaped(
        new Crop(
            (int) Math.max(0, part.left() * perColumn - margin),
            (int) Math.max(0, part.top() * perRow - margin),
            (int) Math.min(photoWidth, Math.ceil(part.right() * perColumn + margin)),
            (int) Math.min(photoHeight, Math.ceil(part.bottom() * perRow + margin))));
  }

  /** Widened or heightened to the shape that the network is to see, as far as the photo reaches. */
  private Crop shaped(Crop crop) {
    int width = Math.min(photoWidth, Math.max(crop.width(), (int) (crop.height() * minRatio)));
    int height = Math.min(photoHeight, Math.max(crop.height(), (int) (crop.width() / maxRatio)));
    int left = place(crop.left(), crop.width(), width, photoWidth);
    int top = place(crop.top(), crop.height(), height, photoHeight);
    return new Crop(left, top, left + width, top + height);
  }

  /** The new start of a range that grows to both sides, within the photo. */
  private static int place(int start, int size, int newSize, int limit) {
    return Math.max(0, Math.min(limit - newSize, start - (newSize - size) / 2));
  }

  /** Adds a crop, joined with those that it overlaps. */
  private void add(List<Crop> crops, Crop crop) {
    Crop joined = crop;
    for (int i = 0; i < crops.size(); i++) {
      if (crops.get(i).overlaps(joined)) {
        joined = shaped(joined.with(crops.remove(i)));
        i = -1; // it may overlap earlier ones now
      }
    }
    crops.add(joined);
  }
}
