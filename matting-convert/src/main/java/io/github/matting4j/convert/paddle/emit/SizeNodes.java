package io.github.matting4j.convert.paddle.emit;

import io.github.matting4j.convert.paddle.shape.Atom;
import io.github.matting4j.convert.paddle.shape.Product;
import io.github.matting4j.convert.paddle.shape.Size;
import io.github.matting4j.graph.Constant;
import io.github.matting4j.graph.Node;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.WireField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Computes sizes within the graph, as 64-bit integers, each one once. Not thread-safe. */
final class SizeNodes {
  private static final String PREFIX = "matting4j.size";

  private final OnnxGraph graph;
  private final Map<List<Size>, String> lists = new HashMap<>();
  private final Map<Size, String> sizes = new HashMap<>();
  private final Map<String, String> shapes = new HashMap<>();
  private final Map<List<Long>, String> constants = new HashMap<>();

  SizeNodes(OnnxGraph graph) {
    this.graph = graph;
  }

  /** A list of sizes, as the name of a tensor of rank 1. */
  String list(List<Size> list) {
    String known = lists.get(list);
    if (known != null) {
      return known;
    }
    List<Long> constant = new ArrayList<>();
    for (Size size : list) {
      OptionalLong value = size.constant();
      if (value.isPresent()) {
        constant.add(value.getAsLong());
      }
    }
    String made;
    if (constant.size() == list.size()) {
      made = constant(constant);
    } else if (list.size() == 1) {
      made = single(list.get(0));
    } else {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < list.size(); ) { // neighbouring constants are one constant
        List<Long> run = new ArrayList<>();
        while (i < list.size() && list.get(i).isConstant()) {
          run.add(list.get(i++).constant().orElseThrow());
        }
        parts.add(run.isEmpty() ? single(list.get(i++)) : constant(run));
      }
      made = node("Concat", parts, Node.attribute("axis", 0));
    }
    lists.put(List.copyOf(list), made);
    return made;
  }

  /** Constants, as the name of a tensor of rank 1. */
  String constant(List<Long> values) {
    return constants.computeIfAbsent(
        List.copyOf(values),
        list ->
            graph
                .add(
                    Constant.longs(
                        graph.freshName("matting4j.integers"),
                        list.stream().mapToLong(Long::longValue).toArray()))
                .name());
  }

  /** One size, as the name of a tensor of rank 1 and length 1. */
  String single(Size size) {
    String known = sizes.get(size);
    if (known == null) {
      known = sum(size);
      sizes.put(size, known);
    }
    return known;
  }

  private String sum(Size size) {
    String sum = "";
    for (Map.Entry<Product, Long> term : size.terms().entrySet()) {
      String part = term(term.getKey(), term.getValue());
      sum = sum.isEmpty() ? part : node("Add", List.of(sum, part));
    }
    return sum.isEmpty() ? constant(List.of(0L)) : sum;
  }

  private String term(Product product, long factor) {
    List<Atom> atoms = product.factors();
    if (atoms.size() == 1 && atoms.get(0) instanceof Atom.Axis axis) {
      // c * floor(n / m) = floor(n / (m / c)): exact for valid inputs, and the nearest for others
      long common = gcd(factor, axis.multiple());
      String scaled = multiplied(axis(axis), factor / common);
      return divided(scaled, axis.multiple() / common);
    }
    String result = "";
    for (Atom atom : atoms) {
      String part =
          atom instanceof Atom.Quotient quotient
              ? divided(single(quotient.dividend()), quotient.divisor())
              : single(Size.of((Atom.Axis) atom));
      result = result.isEmpty() ? part : node("Mul", List.of(result, part));
    }
    return result.isEmpty() ? constant(List.of(factor)) : multiplied(result, factor);
  }

  private String multiplied(String name, long factor) {
    return factor == 1 ? name : node("Mul", List.of(name, constant(List.of(factor))));
  }

  private String divided(String name, long divisor) {
    return divisor == 1 ? name : node("Div", List.of(name, constant(List.of(divisor))));
  }

  private static long gcd(long a, long b) {
    return b == 0 ? Math.abs(a) : gcd(b, a % b);
  }

  private String axis(Atom.Axis axis) {
    Size whole = Size.axis(axis.tensor(), axis.index());
    String known = sizes.get(whole);
    if (known == null) {
      String shape = shapes.get(axis.tensor());
      if (shape == null) {
        shape = node("Shape", List.of(axis.tensor()));
        shapes.put(axis.tensor(), shape);
      }
      known =
          node(
              "Gather",
              List.of(shape, constant(List.of((long) axis.index()))),
              Node.attribute("axis", 0));
      sizes.put(whole, known);
    }
    return known;
  }

  private String node(String operator, List<String> inputs, WireField... attributes) {
    String name = graph.freshName(PREFIX);
    graph.append(List.of(Node.of(operator, inputs, name, attributes)));
    return name;
  }
}
