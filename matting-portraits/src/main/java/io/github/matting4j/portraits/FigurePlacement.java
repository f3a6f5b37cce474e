package io.github.matting4j.portraits;

import io.github.matting4j.portraits.figure.Appearance;
import io.github.matting4j.portraits.paint.ViewFrame;

/**
 * One person's place in a scene. The scene's unit is the picture's height, or less where the
 * picture is too narrow for the scene; the scene stands on the picture's lower edge, horizontally
 * centred. Immutable.
 *
 * @param look the person
 * @param x head's middle right of the scene's centre, in units
 * @param up head's middle above the lower edge, in units
 * @param head height of the head in units
 */
record FigurePlacement(Appearance look, double x, double up, double head) {
  ViewFrame frame(int width, int height, double aspect) {
    double unit = Math.min(height, width / aspect);
    return new ViewFrame(0.5 * width + x * unit, height - up * unit, head * unit);
  }
}
