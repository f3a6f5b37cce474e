package io.github.matting4j.video;

import io.github.matting4j.cli.AddOn;

/** Adds {@code matting video}. */
public final class VideoAddOn implements AddOn {
  @Override
  public String name() {
    return "video";
  }

  @Override
  public Object command() {
    return new VideoCommand();
  }
}
