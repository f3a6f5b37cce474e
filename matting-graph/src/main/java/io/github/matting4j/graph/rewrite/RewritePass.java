package io.github.matting4j.graph.rewrite;

import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;

/** One kind of rewriting. Whatever it is not sure of, it leaves alone. */
interface RewritePass {
  /** Rewrites what it can; returns how many places that were. */
  int apply(OnnxGraph graph) throws MalformedGraphException;
}
