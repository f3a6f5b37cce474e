package io.github.matting4j.batch.layout;

import io.github.matting4j.batch.BatchRunner;
import io.github.matting4j.batch.OutputPattern;
import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.batch.PhotoSource;
import io.github.matting4j.batch.PhotoStep;
import io.github.matting4j.model.MattingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tries both layouts on the first photos, in turn, into a folder that is thrown away. */
public final class LayoutTrial {
  private static final int PHOTOS_PER_CORE = 3;

  private enum Candidate {
    MANY_PHOTOS(BatchLayout.manyPhotos()),
    MANY_THREADS(BatchLayout.manyThreads());

    private final BatchLayout layout;

    Candidate(BatchLayout layout) {
      this.layout = layout;
    }
  }

  /** Once to warm up, then to and fro, so that whatever else goes on hits both. */
  private static final List<Candidate> ROUNDS =
      List.of(
          Candidate.MANY_PHOTOS,
          Candidate.MANY_PHOTOS,
          Candidate.MANY_THREADS,
          Candidate.MANY_THREADS,
          Candidate.MANY_PHOTOS);

  /** Opens the model in a layout. */
  public interface Opener {
    MattingModel open(BatchLayout layout) throws IOException;
  }

  private LayoutTrial() {}

  /** The first photos to try on. */
  public static List<PhotoFile> first(PhotoSource source) throws IOException {
    List<PhotoFile> first = new ArrayList<>();
    int most = PHOTOS_PER_CORE * BatchLayout.cores();
    for (PhotoFile photo = source.next(); photo != null; photo = source.next()) {
      first.add(photo);
      if (first.size() == most) {
        break;
      }
    }
    return first;
  }

  /** The quicker layout. */
  public static BatchLayout quicker(
      List<PhotoFile> photos, OutputPattern outputs, PhotoStep step, Opener opener)
      throws IOException {
    if (BatchLayout.cores() == 1 || photos.isEmpty()) {
      return BatchLayout.manyPhotos();
    }
    Map<Candidate, Long> nanos = new EnumMap<>(Candidate.class);
    Path folder = Files.createTempDirectory("matting4j-layout");
    try {
      for (int round = 0; round < ROUNDS.size(); round++) {
        Candidate candidate = ROUNDS.get(round);
        try (MattingModel model = opener.open(candidate.layout)) {
          long start = System.nanoTime();
          Iterator<PhotoFile> each = photos.iterator();
          BatchRunner.of(model, () -> each.hasNext() ? each.next() : null, step)
              .outputs(OutputPattern.of(folder, OutputPattern.DEFAULT, outputs.kinds()))
              .parallelism(candidate.layout.photos())
              .run();
          if (round > 0) {
            nanos.merge(candidate, System.nanoTime() - start, Long::sum);
          }
        }
      }
    } finally {
      delete(folder);
    }
    return nanos.entrySet().stream()
        .min(Comparator.comparing(Map.Entry<Candidate, Long>::getValue))
        .map(best -> best.getKey().layout)
        .orElseGet(BatchLayout::manyPhotos);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
