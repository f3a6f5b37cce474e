/** Networks that users bring, and known networks: recipe files, recognition, proposals. */
module io.github.matting4j.networks {
  requires transitive io.github.matting4j;
  requires transitive io.github.matting4j.onnx;
  requires transitive io.github.matting4j.graph;
  requires io.github.matting4j.portraits;
  requires org.snakeyaml.engine;
  requires static org.jspecify;

  exports io.github.matting4j.networks;
  exports io.github.matting4j.networks.check;
  exports io.github.matting4j.networks.inspect;
  exports io.github.matting4j.networks.known;
  exports io.github.matting4j.networks.recipe;

  provides io.github.matting4j.model.MattingModelProvider with
      io.github.matting4j.networks.NetworksProvider,
      io.github.matting4j.networks.known.KnownNetworksProvider;
}
