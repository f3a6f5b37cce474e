package io.github.matting4j.graph.paddle.shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A whole number as an expression of the sizes of tensors, in normal form: a sum of products of
 * {@linkplain Atom atoms} with whole coefficients. Equal objects are equal for all inputs; the
 * normal form recognises all equalities that the shape arithmetic of networks produces, such as
 * chains of halvings. Immutable and thread-safe.
 */
public final class Size {
  /** Far above what networks compute; bounds the work on damaged programs. */
  private static final int MAX_TERMS = 64;

  private static final int MAX_FACTORS = 12;
  private static final int MAX_TEXT = 4096;

  /** Zero. */
  public static final Size ZERO = new Size(Collections.emptySortedMap());

  /** One. */
  public static final Size ONE = of(1);

  private final Map<Product, Long> terms;
  private final String text;

  private Size(Map<Product, Long> terms) {
    if (terms.size() > MAX_TERMS
        || terms.keySet().stream().anyMatch(term -> term.factors().size() > MAX_FACTORS)) {
      throw new ArithmeticException("an expression of too many terms");
    }
    this.terms = Collections.unmodifiableMap(terms);
    this.text =
        terms.isEmpty()
            ? "0"
            : terms.entrySet().stream()
                .map(term -> text(term.getKey(), term.getValue()))
                .collect(Collectors.joining(" + "));
    if (text.length() > MAX_TEXT) {
      throw new ArithmeticException("an expression of too many divisions");
    }
  }

  private static String text(Product product, long factor) {
    String atoms = product.toString();
    return atoms.isEmpty() ? "" + factor : factor == 1 ? atoms : factor + "*" + atoms;
  }

  /** A constant. */
  public static Size of(long value) {
    return of(Product.ONE, value);
  }

  /** The size of a tensor along an axis. */
  public static Size axis(String tensor, int index) {
    return of(new Atom.Axis(tensor, index, 1));
  }

  /**
   * The size of a tensor along an axis, of which it is known that it is a multiple of a number.
   *
   * @param multiple at least 1
   */
  public static Size axis(String tensor, int index, long multiple) {
    return of(new Atom.Axis(tensor, index, multiple)).times(multiple);
  }

  private static Size of(Atom atom) {
    return of(Product.ONE.times(new Product(List.of(atom))), 1);
  }

  private static Size of(Product product, long factor) {
    if (factor == 0) {
      return ZERO;
    }
    TreeMap<Product, Long> terms = new TreeMap<>();
    terms.put(product, factor);
    return new Size(terms);
  }

  /** The products and their coefficients, none of which is 0; read-only. */
  public Map<Product, Long> terms() {
    return terms;
  }

  /** The value if it does not depend on any tensor. */
  public OptionalLong constant() {
    if (terms.isEmpty()) {
      return OptionalLong.of(0);
    }
    Long value = terms.size() == 1 ? terms.get(Product.ONE) : null;
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Whether it is this constant. */
  public boolean is(long value) {
    return constant().orElse(value - 1) == value;
  }

  /** Whether it depends on no tensor. */
  public boolean isConstant() {
    return constant().isPresent();
  }

  /** The sum. */
  public Size plus(Size other) {
    TreeMap<Product, Long> sum = new TreeMap<>(terms);
    other.terms.forEach(
        (product, factor) ->
            sum.merge(
                product,
                factor,
                (a, b) -> {
                  long both = Math.addExact(a, b);
                  return both == 0 ? null : both;
                }));
    return new Size(sum);
  }

  /** The sum. */
  public Size plus(long other) {
    return plus(of(other));
  }

  /** The difference. */
  public Size minus(Size other) {
    return plus(other.times(-1));
  }

  /** The product. */
  public Size times(long other) {
    return times(of(other));
  }

  /**
   * The product.
   *
   * @throws ArithmeticException if it is far larger than any size, as all operations do
   */
  public Size times(Size other) {
    Size sum = ZERO;
    for (Map.Entry<Product, Long> a : terms.entrySet()) {
      for (Map.Entry<Product, Long> b : other.terms.entrySet()) {
        sum =
            sum.plus(
                of(a.getKey().times(b.getKey()), Math.multiplyExact(a.getValue(), b.getValue())));
      }
    }
    return sum;
  }

  /**
   * The quotient rounded towards minus infinity.
   *
   * @param divisor at least 1
   */
  public Size floorDiv(long divisor) {
    if (divisor < 1) {
      throw new IllegalArgumentException("a divisor below 1: " + divisor);
    }
    TreeMap<Product, Long> whole = new TreeMap<>();
    TreeMap<Product, Long> rest = new TreeMap<>();
    terms.forEach(
        (product, factor) -> {
          put(whole, product, Math.floorDiv(factor, divisor));
          put(rest, product, Math.floorMod(factor, divisor));
        });
    return new Size(whole).plus(properQuotient(new Size(rest), divisor));
  }

  private static void put(Map<Product, Long> terms, Product product, long factor) {
    if (factor != 0) {
      terms.put(product, factor);
    }
  }

  /** Of a dividend whose coefficients are at least 0 and below the divisor. */
  private static Size properQuotient(Size dividend, long divisor) {
    if (dividend.isConstant()) {
      return ZERO;
    }
    long common = divisor;
    for (Map.Entry<Product, Long> term : dividend.terms.entrySet()) {
      if (!term.getKey().factors().isEmpty()) {
        common = gcd(common, term.getValue());
      }
    }
    if (common > 1) { // floor((g*x + c)/(g*d)) = floor((x + floor(c/g))/d)
      return dividend.dividedTerms(common).floorDiv(divisor / common);
    }
    Optional<Size> flattened = dividend.flattened(divisor);
    if (flattened.isPresent()) {
      return flattened.get();
    }
    return of(new Atom.Quotient(dividend, divisor));
  }

  private Size dividedTerms(long divisor) {
    TreeMap<Product, Long> divided = new TreeMap<>();
    terms.forEach((product, factor) -> put(divided, product, Math.floorDiv(factor, divisor)));
    return new Size(divided);
  }

  /** floor((floor(x/e) + c)/d) = floor((x + c*e)/(e*d)). */
  private Optional<Size> flattened(long divisor) {
    for (Map.Entry<Product, Long> term : terms.entrySet()) {
      if (term.getValue() == 1
          && term.getKey().factors().size() == 1
          && term.getKey().factors().get(0) instanceof Atom.Quotient inner) {
        Size others = minus(of(term.getKey(), 1));
        return Optional.of(
            inner
                .dividend()
                .plus(others.times(inner.divisor()))
                .floorDiv(Math.multiplyExact(inner.divisor(), divisor)));
      }
    }
    return Optional.empty();
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /**
   * The quotient rounded towards plus infinity.
   *
   * @param divisor at least 1
   */
  public Size ceilDiv(long divisor) {
    return plus(divisor - 1).floorDiv(divisor);
  }

  /** The quotient if the division by another size leaves no rest for any input. */
  public Optional<Size> exactDiv(Size other) {
    if (other.terms.size() != 1) {
      return equals(other) ? Optional.of(ONE) : Optional.empty();
    }
    Map.Entry<Product, Long> divisor = other.terms.entrySet().iterator().next();
    TreeMap<Product, Long> quotient = new TreeMap<>();
    for (Map.Entry<Product, Long> term : terms.entrySet()) {
      List<Atom> factors = new ArrayList<>(term.getKey().factors());
      for (Atom atom : divisor.getKey().factors()) {
        if (!factors.remove(atom)) {
          return Optional.empty();
        }
      }
      if (term.getValue() % divisor.getValue() != 0) {
        return Optional.empty();
      }
      quotient.put(new Product(factors), term.getValue() / divisor.getValue());
    }
    return Optional.of(new Size(quotient));
  }

  /** The same expression with other sizes in place of the tensors' sizes. */
  public Size substitute(Function<Atom.Axis, Size> replacement) {
    Size sum = ZERO;
    for (Map.Entry<Product, Long> term : terms.entrySet()) {
      Size product = of(term.getValue());
      for (Atom atom : term.getKey().factors()) {
        Size value =
            atom instanceof Atom.Quotient quotient
                ? quotient.dividend().substitute(replacement).floorDiv(quotient.divisor())
                : replacement.apply((Atom.Axis) atom);
        product = product.times(value);
      }
      sum = sum.plus(product);
    }
    return sum;
  }

  /** The atom, as an expression. */
  public static Size of(Atom.Axis axis) {
    return of((Atom) axis);
  }

  /**
   * The value for given sizes of tensors.
   *
   * @param sizes the size of an axis of multiple 1, if it is known
   * @return nothing if a size is not known
   */
  public OptionalLong evaluate(Function<Atom.Axis, OptionalLong> sizes) {
    return substitute(
            axis -> {
              OptionalLong found = sizes.apply(axis);
              return found.isPresent()
                  ? of(Math.floorDiv(found.getAsLong(), axis.multiple()))
                  : of(axis);
            })
        .constant();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Size size && terms.equals(size.terms);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The expression in the usual notation, for messages. */
  @Override
  public String toString() {
    return text;
  }
}
