package io.github.matting4j.testdata.networks;

import java.util.List;

/** The first part of a network: turns the image into features at several scales. */
@FunctionalInterface
interface Backbone {

  /** Five feature maps, at 1/2, 1/4, 1/8, 1/16 and 1/32 of the image. */
  List<Feature> encode(Kit kit, Feature image);
}
