package io.github.matting4j.networks.recipe;

import io.github.matting4j.model.ModelLoadException;

/** What is wrong in a recipe file, without the file's name. */
final class RecipeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  /** About the whole file. */
  RecipeException(String problem) {
    this(0, problem);
  }

  /** About a line, counted from 1. */
  RecipeException(int line, String problem) {
    super(problem);
    this.line = line;
  }

  /** With the name of the file. */
  ModelLoadException in(String file) {
    String place = line == 0 ? file : file + ", line " + line;
    return new ModelLoadException(place + ": " + getMessage(), this);
  }
}
