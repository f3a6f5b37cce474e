module consumer {
  requires io.github.matting4j.standard;
}
