package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;

/** One kind of rewriting. Leaves unchanged what it does not recognise with certainty. */
interface RewritePass {
  /** Rewrites the graph in place; returns the number of places rewritten. */
  int apply(OnnxGraph graph) throws MalformedGraphException;
}
