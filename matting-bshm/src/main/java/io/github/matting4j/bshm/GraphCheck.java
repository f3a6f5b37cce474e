package io.github.matting4j.bshm;

import io.github.matting4j.model.ModelLoadException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a frozen graph has what is asked of it, judged before TensorFlow sees it. */
final class GraphCheck {
  private static final int MAX_LISTED = 12;

  /**
   * Operations that reach outside the graph. A graph is a program: one was seen to read and write
   * files of the system without a word.
   */
  private static final Set<String> REACHING_OUT =
      Set.of(
          "ReadFile",
          "WriteFile",
          "MatchingFiles",
          "Save",
          "SaveV2",
          "SaveSlices",
          "Restore",
          "RestoreV2",
          "RestoreSlice",
          "MergeV2Checkpoints",
          "ShardedFilename",
          "WholeFileReader",
          "WholeFileReaderV2",
          "TextLineReader",
          "TextLineReaderV2",
          "TFRecordReader",
          "TFRecordReaderV2",
          "FixedLengthRecordReader",
          "FixedLengthRecordReaderV2",
          "ReaderReadV2",
          "TextLineDataset",
          "TFRecordDataset",
          "FixedLengthRecordDataset",
          "PrintV2",
          "DebugIdentity",
          "DebugIdentityV2",
          "PyFunc",
          "PyFuncStateless",
          "EagerPyFunc",
          "WriteSummary",
          "CreateSummaryFileWriter");

  private GraphCheck() {}

  /**
   * Refuses what is no graph, an empty one, one that reaches for files, and one that lacks the
   * input or every output.
   *
   * @throws ModelLoadException with what was found, what is needed and what to do
   */
  static GraphOutline require(Path file, byte[] graph, GraphSignature signature) {
    GraphOutline outline = outline(file, graph);
    List<GraphOutline.Node> reaching = outline.of(REACHING_OUT);
    if (!reaching.isEmpty()) {
      throw new ModelLoadException(
          file
              + " reads or writes files when it runs, through "
              + list(reaching)
              + "; no matting network does that, so it is not opened");
    }
    boolean input =
        outline
            .find(signature.input())
            .filter(node -> node.operator().startsWith("Placeholder"))
            .filter(node -> node.type().equals("float"))
            .isPresent();
    boolean output = signature.outputs().stream().anyMatch(name -> outline.find(name).isPresent());
    if (!input || !output) {
      throw foreign(file, outline, signature);
    }
    return outline;
  }

  private static GraphOutline outline(Path file, byte[] graph) {
    if (graph.length == 0) {
      throw new ModelLoadException(file + " is empty (0 bytes); download it again");
    }
    if (graph[0] == 0x08) {
      throw new ModelLoadException(
          file
              + " is an ONNX model or a SavedModel, not a frozen graph; if it is ONNX, let its name"
              + " end in .onnx");
    }
    GraphOutline outline;
    try {
      outline = GraphOutline.read(graph);
    } catch (IllegalArgumentException e) {
      throw new ModelLoadException(
          file
              + " is no TensorFlow graph, or is cut off: "
              + e.getMessage()
              + " of "
              + graph.length
              + "; download it again",
          e);
    }
    if (outline.size() == 0) {
      throw new ModelLoadException(file + " is a graph without nodes; download it again");
    }
    return outline;
  }

  private static ModelLoadException foreign(
      Path file, GraphOutline outline, GraphSignature signature) {
    return new ModelLoadException(
        file
            + " is a TensorFlow graph, but not one of "
            + signature.title()
            + ": it has placeholders "
            + list(outline.placeholders())
            + " and outputs "
            + list(outline.ends())
            + ", among "
            + outline.size()
            + " nodes; needed are a placeholder "
            + signature.input()
            + " (float) and an output "
            + String.join(" or ", signature.outputs())
            + "; take tf_graph.pb as published, complete");
  }

  private static String list(List<GraphOutline.Node> nodes) {
    String most =
        nodes.stream()
            .limit(MAX_LISTED)
            .map(GraphOutline.Node::toString)
            .collect(Collectors.joining(", ", "[", ""));
    int more = nodes.size() - MAX_LISTED;
    return most + (more > 0 ? " and " + more + " more]" : "]");
  }
}
