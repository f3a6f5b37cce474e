package io.github.matting4j.convert.paddle.shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A product of atoms in ascending order; of none, it is 1. Immutable.
 *
 * @param factors the atoms, repeated for powers
 */
public record Product(List<Atom> factors) implements Comparable<Product> {
  static final Product ONE = new Product(List.of());

  /** Copies the list. */
  public Product {
    factors = List.copyOf(factors);
  }

  Product times(Product other) {
    List<Atom> all = new ArrayList<>(factors);
    all.addAll(other.factors);
    Collections.sort(all);
    return new Product(all);
  }

  @Override
  public int compareTo(Product other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return factors.stream().map(Atom::toString).collect(Collectors.joining("*"));
  }
}
