package io.github.matting4j.advise.figures;

import static io.github.matting4j.advise.figures.Quantity.CONN;
import static io.github.matting4j.advise.figures.Quantity.CPU_RATE;
import static io.github.matting4j.advise.figures.Quantity.FILE;
import static io.github.matting4j.advise.figures.Quantity.FPS_V100;
import static io.github.matting4j.advise.figures.Quantity.GIGAMACS;
import static io.github.matting4j.advise.figures.Quantity.GRAD;
import static io.github.matting4j.advise.figures.Quantity.MAX_PIXELS;
import static io.github.matting4j.advise.figures.Quantity.MEMORY;
import static io.github.matting4j.advise.figures.Quantity.MEMORY_PER_PIXEL;
import static io.github.matting4j.advise.figures.Quantity.MSE;
import static io.github.matting4j.advise.figures.Quantity.PARAMETERS;
import static io.github.matting4j.advise.figures.Quantity.REFERENCE_PIXELS;
import static io.github.matting4j.advise.figures.Quantity.SAD;
import static io.github.matting4j.advise.figures.Quantity.SHORT_AT_MOST;
import static io.github.matting4j.advise.figures.Quantity.SHORT_EXACTLY;
import static io.github.matting4j.advise.figures.Quantity.SQUARE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Every figure that the advisor uses, in tables, each with its source. */
public final class PublishedFigures {
  private static final Source PADDLE =
      new Source("PaddleSeg, Matting/README: PPM-AIM-195 and Tesla V100", "2024-10-18");
  private static final Source RECOUNT =
      new Source("matting4j, networks rebuilt layer by layer and counted", "2026-11-22");
  private static final Source MEASURED =
      new Source("matting4j, random weights, ONNX Runtime on 2 cores of an AMD EPYC", "2026-11-22");
  private static final Source TWIN =
      new Source("matting4j, a graph of BSHM's size, 2 cores of an AMD EPYC", "2026-11-22");
  private static final Source CARD =
      new Source("BSHM: model card and Papers with Code (78.23 M parameters)", "2026-11-22");
  private static final Source RECIPE = new Source("the network's own preprocessing", "2026-11-22");
  private static final Source STARTER =
      new Source("matting4j, model card of portrait-starter", "2026-11-22");

  private static final List<PublishedFigure> ALL = all();

  private PublishedFigures() {}

  private static List<PublishedFigure> all() {
    Table t = new Table();

    // The official table. PP-Matting-1024's operations are a recount: the README repeats those of
    // 512.                    SAD    MSE     Grad   Conn   param  GMAC    FPS    source
    t.paddle("pp-matting-512", 31.56, 0.0022, 31.80, 30.13, 24.5, 91.28, 28.9, 512);
    t.paddle("modnet-hrnet-w18", 35.55, 0.0035, 31.73, 34.07, 10.2, 28.5, 62.6, 512);
    t.paddle("modnet-resnet50-vd", 39.01, 0.0038, 32.29, 37.38, 92.2, 151.6, 29.0, 512);
    t.paddle("pp-mattingv2-512", 40.59, 0.0038, 33.86, 38.90, 8.95, 7.51, 98.89, 512);
    t.paddle("modnet-mobilenetv2", 50.07, 0.0053, 35.55, 48.37, 6.5, 15.7, 68.4, 512);
    t.paddle("pp-humanmatting", 53.15, 0.0054, 43.75, 52.03, 63.9, 135.8, 32.8, 2048);
    t.paddle("pp-matting-1024", 66.22, 0.0088, 32.90, 64.80, 24.5, 365.1, 13.4, 1024);

    // Trained on objects, so without a row on PPM-AIM-195.
    t.add("pp-matting-w48", PARAMETERS, 86.3, RECOUNT);
    t.add("pp-matting-w48", GIGAMACS, 165.4, RECOUNT);
    t.add("pp-matting-w48", REFERENCE_PIXELS, 512 * 512, RECOUNT);

    // How a photo's size becomes the network's, and the cap that the backend sets.
    t.size("pp-matting-512", SHORT_AT_MOST, 512, 4_000_000);
    t.size("modnet-hrnet-w18", SHORT_EXACTLY, 512, 4_000_000);
    t.size("modnet-resnet50-vd", SHORT_EXACTLY, 512, 4_000_000);
    t.size("pp-mattingv2-512", SHORT_AT_MOST, 512, 4_000_000);
    t.size("modnet-mobilenetv2", SHORT_EXACTLY, 512, 4_000_000);
    t.size("pp-humanmatting", SHORT_EXACTLY, 2048, 16_000_000);
    t.size("pp-matting-1024", SHORT_AT_MOST, 1024, 4_000_000);
    t.size("pp-matting-w48", SHORT_AT_MOST, 1536, 4_000_000);
    t.size("bshm", SQUARE, 640, 409_600);
    t.size("bshm-universal", SQUARE, 640, 409_600);
    t.size("portrait-starter", SHORT_EXACTLY, 256, 1_000_000);

    // Peak memory of the process, and size of the file, at the reference picture.
    t.memory("pp-matting-512", 1065, 98);
    t.memory("modnet-hrnet-w18", 366, 41);
    t.memory("modnet-resnet50-vd", 1403, 368);
    t.memory("pp-mattingv2-512", 222, 36);
    t.memory("modnet-mobilenetv2", 292, 26);
    t.memory("pp-humanmatting", 2253, 256);
    t.memory("pp-matting-1024", 3482, 98);

    // One core, AVX2 or better; what is missing is taken as 35.
    t.add("pp-mattingv2-512", CPU_RATE, 29, MEASURED);
    t.add("modnet-mobilenetv2", CPU_RATE, 38, MEASURED);
    t.add("pp-matting-512", CPU_RATE, 42, MEASURED);
    t.add("pp-matting-1024", CPU_RATE, 42, MEASURED);

    // BSHM was published on test sets of its own; nothing on PPM-AIM-195.
    for (String bshm : List.of("bshm", "bshm-universal")) {
      t.add(bshm, PARAMETERS, 78.23, CARD);
      t.add(bshm, FILE, 313, CARD);
      t.add(bshm, GIGAMACS, 96, TWIN);
      t.add(bshm, REFERENCE_PIXELS, 640 * 640, TWIN);
      t.add(bshm, Engine.ONNX_RUNTIME, MEMORY, 1434, TWIN);
      t.add(bshm, Engine.TENSORFLOW_1, MEMORY, 1946, TWIN);
      t.add(bshm, Engine.TENSORFLOW_1, MEMORY_PER_PIXEL, 54, TWIN);
      t.add(bshm, Engine.ONNX_RUNTIME, CPU_RATE, 49, TWIN);
      t.add(bshm, Engine.TENSORFLOW_1, CPU_RATE, 36, TWIN);
    }

    t.add("portrait-starter", PARAMETERS, 0.755, STARTER);
    t.add("portrait-starter", GIGAMACS, 0.38, STARTER);
    t.add("portrait-starter", REFERENCE_PIXELS, 256 * 256, STARTER);
    t.add("portrait-starter", MEMORY, 100, STARTER);
    t.add("portrait-starter", FILE, 3.0, STARTER);
    return List.copyOf(t.rows);
  }

  private static final class Table {
    private final List<PublishedFigure> rows = new ArrayList<>();

    void paddle(
        String model,
        double sad,
        double mse,
        double grad,
        double conn,
        double parameters,
        double gigamacs,
        double fps,
        int side) {
      add(model, SAD, sad, PADDLE);
      add(model, MSE, mse, PADDLE);
      add(model, GRAD, grad, PADDLE);
      add(model, CONN, conn, PADDLE);
      add(model, PARAMETERS, parameters, PADDLE);
      add(model, GIGAMACS, gigamacs, side == 1024 ? RECOUNT : PADDLE);
      add(model, FPS_V100, fps, PADDLE);
      add(model, REFERENCE_PIXELS, (double) side * side, PADDLE);
    }

    void size(String model, Quantity rule, double side, double most) {
      add(model, rule, side, RECIPE);
      add(model, MAX_PIXELS, most, RECIPE);
    }

    void memory(String model, double mebibytes, double megabytes) {
      add(model, MEMORY, mebibytes, MEASURED);
      add(model, FILE, megabytes, MEASURED);
    }

    void add(String model, Quantity quantity, double value, Source source) {
      rows.add(new PublishedFigure(model, Optional.empty(), quantity, value, source));
    }

    void add(String model, Engine engine, Quantity quantity, double value, Source source) {
      rows.add(new PublishedFigure(model, Optional.of(engine), quantity, value, source));
    }
  }

  /** Every figure. */
  static List<PublishedFigure> list() {
    return ALL;
  }

  /** A candidate's figure, if there is one. */
  public static Optional<PublishedFigure> find(Candidate candidate, Quantity quantity) {
    for (PublishedFigure figure : ALL) {
      if (figure.isAbout(candidate, quantity)) {
        return Optional.of(figure);
      }
    }
    return Optional.empty();
  }

  public static OptionalDouble value(Candidate candidate, Quantity quantity) {
    Optional<PublishedFigure> figure = find(candidate, quantity);
    return figure.isPresent() ? OptionalDouble.of(figure.get().value()) : OptionalDouble.empty();
  }
}
