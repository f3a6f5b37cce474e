package io.github.matting4j.criteria;

import java.util.List;

/**
 * The sizes of a folder's photos, as stated in their headers.
 *
 * @param photos one per photo
 */
public record FolderContents(List<Size> photos) {

  /**
   * A photo's size.
   *
   * @param width columns
   * @param height rows
   */
  public record Size(int width, int height) {
    /** Width times height. */
    public double pixels() {
      return (double) width * height;
    }
  }

  /** Copies the list. */
  public FolderContents {
    photos = List.copyOf(photos);
  }

  /** Sum over all photos, in millions of pixels. */
  public double megapixels() {
    return photos.stream().mapToDouble(Size::pixels).sum() / 1e6;
  }
}
