package io.github.matting4j.evaluate.measure;

/**
 * A square of a photo worth a closer look.
 *
 * @param x left column
 * @param y upper row
 * @param width columns, less than planned only where the photo is smaller
 * @param height rows
 * @param model the model that is at its worst here
 */
public record Place(int x, int y, int width, int height, String model) {
  boolean overlaps(Place other) {
    return x < other.x + other.width
        && other.x < x + width
        && y < other.y + other.height
        && other.y < y + height;
  }
}
