package io.github.matting4j.convert.paddle;

import io.github.matting4j.convert.Conversion;
import io.github.matting4j.convert.paddle.PaddleReport.FixedSize;
import io.github.matting4j.convert.paddle.program.InvalidProgramException;
import io.github.matting4j.convert.paddle.program.Parameters;
import io.github.matting4j.convert.paddle.program.Program;
import io.github.matting4j.convert.paddle.proof.NotProvenException;
import io.github.matting4j.convert.paddle.proof.SizeModel;
import io.github.matting4j.convert.paddle.translate.ProgramTranslator;
import io.github.matting4j.convert.paddle.translate.ProgramTranslator.Translated;
import io.github.matting4j.graph.OnnxGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Converts Paddle inference programs to ONNX (operator set 13).
 *
 * <p>The result computes what Paddle computes: its adaptive pools are exact, its interpolations use
 * Paddle's coordinates. A network that was exported for any size accepts any size. One that was
 * exported for a single size is opened where every size in the program provably follows from the
 * input's; otherwise it stays fixed, and the report says why.
 *
 * <p>Stateless and thread-safe.
 */
public final class PaddleConverter {
  /** Increased with every change of the result; installations record it. */
  public static final int VERSION = 2;

  private static final String KEY_PREFIX = "matting4j.";

  private PaddleConverter() {}

  /**
   * Converts a program with its parameters.
   *
   * @param program a {@code .pdmodel} of Paddle 2 or a {@code .json} of Paddle 3
   * @param parameters the {@code .pdiparams} of the same export; it must stay until the result is
   *     written
   * @throws UnsupportedOperatorsException if the network needs operators that are not known; it
   *     names all of them
   * @throws InvalidProgramException if the files are damaged, do not belong together, or use an
   *     operator in a form that is not supported
   * @throws IOException if they cannot be read
   */
  public static Conversion<PaddleReport> convert(
      Path program, Path parameters, ConversionOptions options)
      throws IOException, InvalidProgramException {
    Program read = Program.read(program);
    return convert(read, Parameters.read(parameters, read), options);
  }

  /**
   * The same of what was read before.
   *
   * @throws InvalidProgramException as above
   * @throws IOException if the parameters cannot be read
   */
  public static Conversion<PaddleReport> convert(
      Program program, Parameters parameters, ConversionOptions options)
      throws IOException, InvalidProgramException {
    try {
      return new Attempts(program, parameters, options).first();
    } catch (ArithmeticException e) {
      throw new InvalidProgramException(
          "The program computes sizes beyond all limits. The file is damaged; fetch it again.", e);
    }
  }

  /** The ways to see a program's sizes, the most general first. */
  private static final class Attempts {
    private final Program program;
    private final Parameters parameters;
    private final ConversionOptions options;
    private final ProgramTranslator translator;
    private final List<String> warnings = new ArrayList<>();

    Attempts(Program program, Parameters parameters, ConversionOptions options)
        throws InvalidProgramException {
      this.program = program;
      this.parameters = parameters;
      this.options = options;
      Set<String> wanted = new LinkedHashSet<>(program.outputs());
      for (String extra : options.extraOutputs()) {
        if (program.variable(extra).isEmpty()) {
          throw new InvalidProgramException(
              "The program has no value of this name: '" + extra + "'. Choose another output.");
        }
        wanted.add(extra);
      }
      this.translator = new ProgramTranslator(program, parameters, List.copyOf(wanted));
      Map<String, Integer> unknown = translator.unknownOperators();
      if (!unknown.isEmpty()) {
        throw new UnsupportedOperatorsException(unknown);
      }
      if (!program.producer().isKnown()) {
        warnings.add(
            "the program does not state its Paddle version; it is converted as one of Paddle 2");
      }
    }

    Conversion<PaddleReport> first() throws IOException, InvalidProgramException {
      Optional<FixedSize> fixed =
          SizeModel.fixedSize(program)
              .map(size -> new FixedSize(size.get(0).intValue(), size.get(1).intValue()));
      if (fixed.isPresent() && !options.fixedSize()) {
        Optional<Conversion<PaddleReport>> opened = opened(fixed.get());
        if (opened.isPresent()) {
          return opened.get();
        }
      }
      return attempt(SizeModel.declared(program, options.sizeMultiple()), fixed);
    }

    private Optional<Conversion<PaddleReport>> opened(FixedSize size)
        throws IOException, InvalidProgramException {
      int multiple = options.sizeMultiple();
      if (size.height() % multiple != 0 || size.width() % multiple != 0) {
        warnings.add(
            "the network accepts its exported size "
                + size
                + " only: that is no multiple of "
                + multiple);
        return Optional.empty();
      }
      try {
        try {
          return Optional.of(attempt(SizeModel.opened(program, multiple, true), Optional.of(size)));
        } catch (NotProvenException e) { // the batch may be what cannot be opened
          return Optional.of(
              attempt(SizeModel.opened(program, multiple, false), Optional.of(size)));
        }
      } catch (NotProvenException e) {
        warnings.add("the network accepts its exported size " + size + " only: " + e.getMessage());
        return Optional.empty();
      }
    }

    private Conversion<PaddleReport> attempt(SizeModel sizes, Optional<FixedSize> exported)
        throws IOException, InvalidProgramException {
      Translated translated = translator.translate(sizes);
      List<String> all = new ArrayList<>(warnings);
      all.addAll(translated.disputes());
      PaddleReport report =
          new PaddleReport(
              program.producer(),
              program.inputs(),
              translated.outputs(),
              exported,
              sizes.isDynamic(),
              options.sizeMultiple(),
              translated.operators(),
              translated.provenSizes(),
              translated.rewrites(),
              all,
              program.sha256(),
              parameters.sha256());
      describe(translated.graph(), report);
      return new Conversion<>(translated.graph(), report);
    }

    private void describe(OnnxGraph graph, PaddleReport report) {
      entry(graph, "id", options.id());
      entry(graph, "source.program.sha256", report.programHash());
      entry(graph, "source.parameters.sha256", report.parametersHash());
      entry(graph, "source.producer", report.producer().toString());
      entry(graph, "converter.version", Integer.toString(VERSION));
      entry(graph, "size_multiple", Integer.toString(report.sizeMultiple()));
      entry(graph, "dynamic", Boolean.toString(report.dynamic()));
    }

    private static void entry(OnnxGraph graph, String key, String value) {
      if (!value.isEmpty()) {
        graph.addMetadata(KEY_PREFIX + key, value);
      }
    }
  }
}
