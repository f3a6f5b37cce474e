package io.github.matting4j.model;

/**
 * A family of networks that share an architecture or recipe. Rules refer to families by name; a
 * backend that is not part of this library names a family of its own and is not affected by rules
 * about others.
 *
 * @param name the family's name as shown to users, such as {@code BSHM}; compared exactly
 */
public record Family(String name) {
  /** Rejects a blank name. */
  public Family {
    if (name.isBlank()) {
      throw new IllegalArgumentException("family name is blank; name the family");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
