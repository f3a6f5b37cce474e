package io.github.matting4j.bshm;

import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.model.ModelLoadException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that a frozen graph is the expected network, before TensorFlow reads it. */
final class GraphCheck {
  private static final int MAX_LISTED = 12;

  /**
   * Operations with effects outside the graph. A graph is a program: these can read and write any
   * file of the system.
   */
  private static final Set<String> FILE_OPERATIONS =
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
   * Refuses a file that is not a graph, an empty graph, one that reads or writes files, and one
   * without the input or any of the outputs.
   *
   * @throws ModelLoadException with what was found, what is needed and what to do
   */
  static GraphOutline require(Path file, byte[] graph, GraphSignature signature) {
    GraphOutline outline = outline(file, graph);
    List<GraphOutline.Node> reaching = outline.of(FILE_OPERATIONS);
    if (!reaching.isEmpty()) {
      throw new ModelLoadException(
          file
              + " reads or writes files when it runs, through "
              + list(reaching)
              + "; matting networks do not, so it was not opened");
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
    } catch (MalformedGraphException e) {
      throw new ModelLoadException(
          file
              + " is not a complete TensorFlow graph: "
              + e.getMessage()
              + " (the file has "
              + graph.length
              + " bytes); download it again",
          e);
    }
    if (outline.size() == 0) {
      throw new ModelLoadException(
          file + " is a TensorFlow graph without nodes; download it again");
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
