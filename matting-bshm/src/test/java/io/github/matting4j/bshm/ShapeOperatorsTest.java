package io.github.matting4j.bshm;

import io.github.matting4j.testdata.tensorflow.DataType;
import io.github.matting4j.testdata.tensorflow.NodeAttribute;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Operations that change sizes, as {@link OperatorTestCase} compares them. */
class ShapeOperatorsTest extends OperatorTestCase {
  @TestFactory
  Stream<DynamicTest> resizes() {
    for (String operator : List.of("ResizeBilinear", "ResizeNearestNeighbor")) {
      for (String mode : List.of("", "align_corners", "half_pixel_centers")) {
        for (int[] size : new int[][] {{13, 9}, {4, 3}, {1, 1}, {7, 22}}) {
          add(
              operator + " " + mode + " to " + size[0] + "x" + size[1],
              (graph, x) ->
                  graph.node(
                      operator,
                      List.of(x, graph.ints(size)),
                      T,
                      NodeAttribute.of("align_corners", mode.equals("align_corners")),
                      NodeAttribute.of("half_pixel_centers", mode.equals("half_pixel_centers"))));
        }
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> shapes() {
    NodeAttribute type = NodeAttribute.of("Index", DataType.INT32);
    add(
        "StridedSlice with every mask",
        (graph, x) ->
            graph.node(
                "StridedSlice",
                List.of(
                    moved(graph, x),
                    graph.ints(0, 5, -2, 9),
                    graph.ints(1, 1, 9, 9),
                    graph.ints(1, -2, 1, 1)),
                T,
                type,
                NodeAttribute.of("shrink_axis_mask", 1L),
                NodeAttribute.of("end_mask", 4L),
                NodeAttribute.of("new_axis_mask", 8L)));
    add(
        "StridedSlice with an ellipsis",
        (graph, x) ->
            graph.node(
                "StridedSlice",
                List.of(x, graph.ints(0, 1), graph.ints(0, 3), graph.ints(1, 1)),
                T,
                type,
                NodeAttribute.of("ellipsis_mask", 1L)));
    add(
        "StridedSlice to a size that is computed",
        (graph, x) -> {
          String shape =
              graph.node("Shape", List.of(x), T, NodeAttribute.of("out_type", DataType.INT32));
          String end = graph.node("Sub", List.of(shape, graph.ints(0, 1, 2, 1)), T_INT);
          return graph.node(
              "StridedSlice",
              List.of(x, graph.ints(0, 1, 1, 1), end, graph.ints(1, 1, 1, 1)),
              T,
              type,
              NodeAttribute.of("end_mask", 1L));
        });
    add(
        "Slice",
        (graph, x) ->
            graph.node(
                "Slice",
                List.of(moved(graph, x), graph.ints(0, 1, 2, 0), graph.ints(-1, 4, -1, 3)),
                T,
                type));
    for (int axis : new int[] {0, 3, -1}) {
      add(
          "ConcatV2 at " + axis,
          (graph, x) ->
              graph.node(
                  "ConcatV2",
                  List.of(x, moved(graph, x), graph.scalar(axis)),
                  T,
                  INDEX,
                  NodeAttribute.of("N", 2)));
      add(
          "Pack at " + axis,
          (graph, x) ->
              graph.node(
                  "Pack",
                  List.of(x, moved(graph, x)),
                  T,
                  NodeAttribute.of("N", 2),
                  NodeAttribute.of("axis", axis)));
      add(
          "ExpandDims at " + axis,
          (graph, x) ->
              graph.node(
                  "ExpandDims",
                  List.of(moved(graph, x), graph.scalar(axis)),
                  T,
                  NodeAttribute.of("Tdim", DataType.INT32)));
    }
    add(
        "Split",
        (graph, x) ->
            graph.node(
                    "Split",
                    List.of(graph.scalar(3), moved(graph, x)),
                    T,
                    NodeAttribute.of("num_split", 2))
                + ":1");
    add(
        "Unpack",
        (graph, x) ->
            graph.node(
                    "Unpack",
                    List.of(moved(graph, x)),
                    T,
                    NodeAttribute.of("num", CHANNELS),
                    NodeAttribute.of("axis", 3))
                + ":2");
    add(
        "Reshape to a size that is computed",
        (graph, x) -> {
          String shape =
              graph.node("Shape", List.of(x), T, NodeAttribute.of("out_type", DataType.INT32));
          String sizes =
              graph.node(
                  "ConcatV2",
                  List.of(slice(graph, shape, 0, 1), graph.ints(-1, 2), graph.scalar(0)),
                  T_INT,
                  INDEX,
                  NodeAttribute.of("N", 2));
          return graph.node(
              "Reshape",
              List.of(moved(graph, x), sizes),
              T,
              NodeAttribute.of("Tshape", DataType.INT32));
        });
    for (int[] order : new int[][] {{0, 3, 1, 2}, {0, 2, 3, 1}, {3, 0, 2, 1}}) {
      add(
          "Transpose " + Arrays.toString(order),
          (graph, x) ->
              graph.node(
                  "Transpose",
                  List.of(moved(graph, x), graph.ints(order)),
                  T,
                  NodeAttribute.of("Tperm", DataType.INT32)));
    }
    add(
        "Tile",
        (graph, x) ->
            graph.node(
                "Tile",
                List.of(x, graph.ints(1, 2, 1, 3)),
                T,
                NodeAttribute.of("Tmultiples", DataType.INT32)));
    NodeAttribute paddings = NodeAttribute.of("Tpaddings", DataType.INT32);
    add(
        "Pad",
        (graph, x) ->
            graph.node(
                "Pad", List.of(moved(graph, x), graph.pairs(0, 0, 1, 2, 0, 3, 1, 0)), T, paddings));
    add(
        "PadV2",
        (graph, x) ->
            graph.node(
                "PadV2",
                List.of(x, graph.pairs(0, 0, 1, 2, 0, 3, 0, 0), graph.scalar(7f)),
                T,
                paddings));
    add(
        "MirrorPad",
        (graph, x) ->
            graph.node(
                "MirrorPad",
                List.of(moved(graph, x), graph.pairs(0, 0, 1, 2, 0, 3, 0, 0)),
                T,
                paddings,
                NodeAttribute.of("mode", "REFLECT")));
    add(
        "GatherV2",
        (graph, x) ->
            graph.node(
                "GatherV2",
                List.of(moved(graph, x), graph.ints(2, 0, 2), graph.scalar(3)),
                NodeAttribute.of("Tparams", DataType.FLOAT),
                NodeAttribute.of("Tindices", DataType.INT32),
                NodeAttribute.of("Taxis", DataType.INT32)));
    add(
        "DepthToSpace",
        (graph, x) -> graph.node("DepthToSpace", List.of(x), T, NodeAttribute.of("block_size", 2)));
    add(
        "SpaceToDepth",
        (graph, x) ->
            graph.node(
                "SpaceToDepth",
                List.of(graph.node("ResizeBilinear", List.of(x, graph.ints(6, 8)), T)),
                T,
                NodeAttribute.of("block_size", 2)));
    add(
        "Fill",
        (graph, x) ->
            graph.node(
                "Fill",
                List.of(
                    graph.node(
                        "Shape", List.of(x), T, NodeAttribute.of("out_type", DataType.INT32)),
                    graph.scalar(2.5f)),
                T,
                NodeAttribute.of("index_type", DataType.INT32)));
    add(
        "Switch and Merge with a constant predicate",
        (graph, x) -> {
          String training =
              graph.node(
                  "Identity", List.of(graph.flag(false)), NodeAttribute.of("T", DataType.BOOL));
          String choice = graph.node("Switch", List.of(x, training), T);
          String off = graph.node("Exp", List.of(choice), T);
          String on = graph.node("Neg", List.of(choice + ":1"), T);
          return graph.node("Merge", List.of(off, on), T, NodeAttribute.of("N", 2));
        });
    return tests.stream();
  }
}
