/**
 * One module for most programs: the library, the built-in network, PaddleSeg's networks and the
 * store of their weights. It has no code of its own.
 */
module io.github.matting4j.standard {
  requires transitive io.github.matting4j;
  requires transitive io.github.matting4j.store;
  requires io.github.matting4j.ppmatting;
  requires io.github.matting4j.starter;
}
