package io.github.matting4j.networks.check;

/** The parts of a recipe that are often wrong, and what to say if one is. */
enum Mistake {
  /** Output values: the background is marked, not the person. */
  INVERTED(Side.OUTPUT, "the alpha is likely inverted, the output marks the background"),
  CHANNEL(Side.OUTPUT, "the alpha is likely in another channel of the output"),
  OUTPUT(Side.OUTPUT, "the alpha is likely another output"),
  ACTIVATION(Side.OUTPUT, "the activation of the output is likely wrong"),
  LEVELS(Side.OUTPUT, "the levels of the output are likely wrong"),
  STRETCH(Side.OUTPUT, "the output likely needs to be stretched to 0..1, or not to be"),
  CHANNELS(Side.INPUT, "the order of the colours is likely wrong"),
  RANGE(Side.INPUT, "the range of the input's values is likely wrong"),
  NORMALISATION(Side.INPUT, "range, mean and std of the input's values are likely wrong"),
  LAYOUT(Side.INPUT, "the order of the input's dimensions is likely wrong"),
  SIZE(Side.INPUT, "the network sees these portraits better in another size or shape");

  /** Which end of the network it is at. */
  enum Side {
    INPUT,
    OUTPUT
  }

  private final Side side;
  private final String sentence;

  Mistake(Side side, String sentence) {
    this.side = side;
    this.sentence = sentence;
  }

  Side side() {
    return side;
  }

  /** Half a sentence without a full stop. */
  String sentence() {
    return sentence;
  }
}
