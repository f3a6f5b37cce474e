package io.github.matting4j.criteria;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The typical values of a set of photos. */
final class SetTraits {
  private static final int MIN_SAMPLE = 3;

  private SetTraits() {}

  static PhotoTraits of(List<PhotoTraits> sample) {
    PhotoTraits typical = PhotoTraits.unknown();
    String how = "median of " + sample.size() + " photos";
    for (PhotoTrait trait : PhotoTrait.values()) {
      List<PhotoTraits.Measurement> known =
          sample.stream().flatMap(traits -> traits.get(trait).stream()).toList();
      if (!known.isEmpty()) {
        double trust =
            known.stream().mapToDouble(PhotoTraits.Measurement::confidence).sum() / sample.size();
        typical = typical.with(trait, new PhotoTraits.Measurement(median(known), trust, how));
      }
    }
    if (sample.size() < MIN_SAMPLE) {
      return typical;
    }
    int signs = signsOfMixture(sample);
    return typical.with(
        PhotoTrait.MIXED_SOURCES,
        new PhotoTraits.Measurement(
            signs >= 2 ? 1 : 0,
            signs == 1 ? 0.4 : 0.7,
            signs + " of 4 signs: cameras, sizes, JPEG qualities, noise"));
  }

  private static double median(List<PhotoTraits.Measurement> known) {
    double[] values = known.stream().mapToDouble(PhotoTraits.Measurement::value).sorted().toArray();
    return values[(values.length - 1) / 2];
  }

  private static int signsOfMixture(List<PhotoTraits> sample) {
    Set<String> cameras = new HashSet<>();
    sample.forEach(traits -> cameras.add(traits.camera().orElse("none")));
    double[] pixels =
        sample.stream()
            .mapToDouble(t -> t.pixels().orElse(0))
            .filter(p -> p > 0)
            .sorted()
            .toArray();
    double[] quality = values(sample, PhotoTrait.JPEG_QUALITY);
    double[] noise = values(sample, PhotoTrait.NOISE);
    return (cameras.size() >= 3 ? 1 : 0)
        + (pixels.length > 1 && pixels[pixels.length - 1] >= 4 * pixels[0] ? 1 : 0)
        + (quality.length > 1 && quality[quality.length - 1] - quality[0] >= 20 ? 1 : 0)
        + (noise.length > 1 && noise[noise.length - 1] - noise[0] >= 6 ? 1 : 0);
  }

  private static double[] values(List<PhotoTraits> sample, PhotoTrait trait) {
    double[] values =
        sample.stream()
            .flatMap(traits -> traits.get(trait).stream())
            .mapToDouble(PhotoTraits.Measurement::value)
            .toArray();
    Arrays.sort(values);
    return values;
  }
}
