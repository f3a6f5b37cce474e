package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Trimap;
import io.github.matting4j.image.Trimap.Region;

/**
 * A refiner for what a trimap leaves open. If it marks both the person and background, its unknown
 * pixels are solved from it, beginning with the refiner's matte; else it corrects that matte where
 * it is known. Immutable and thread-safe.
 */
final class TrimapRefinement implements MatteRefiner {
  private final MatteRefiner first;
  private final Trimap trimap;

  TrimapRefinement(MatteRefiner first, Trimap trimap) {
    this.first = first;
    this.trimap = trimap;
  }

  @Override
  public AlphaMatte refine(ArgbImage photo, AlphaMatte matte) {
    AlphaMatte guess = first.refine(photo, trimap.impose(matte));
    if (!trimap.marks(Region.PERSON) || !trimap.marks(Region.BACKGROUND)) {
      return trimap.impose(guess);
    }
    return TrimapMatting.of(photo, trimap).startingFrom(guess).solve().matte();
  }

  @Override
  public String toString() {
    return "TrimapRefinement[" + first + ", " + trimap + "]";
  }
}
