package io.github.matting4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceTreeTest {
  private static final String CODE =
      """
      package io.github.matting4j.a;

      import io.github.matting4j.b.Used;
      import io.github.matting4j.c.OnlyInComments;
      import static io.github.matting4j.d.Constants.SIZE;
      import java.util.List;

      /** See {@link OnlyInComments} and io.github.matting4j.e.Nothing. */
      class Example {
        List<Used> used; // not OnlyInComments
        io.github.matting4j.f.Qualified qualified;
        io.github.matting4j.a.Own own;
        String text = "io.github.matting4j.g.Text // no comment";
        char quote = '"';
        int size = SIZE; /* OnlyInComments */
      }
      """;

  @Test
  void findsThePackagesThatCodeNamesAndNotThoseOfComments() {
    assertThat(SourceTree.used(CODE, "io.github.matting4j.a"))
        .containsExactly(
            "io.github.matting4j.b", "io.github.matting4j.d", "io.github.matting4j.f", "java.util");
  }

  @Test
  void readsTheMainSourcesOfEveryModule() {
    SourceTree tree = SourceTree.read();
    assertThat(tree.sources()).extracting(SourceTree.Source::name).contains("SourceTree");
    assertThat(tree.sources())
        .extracting(SourceTree.Source::name)
        .doesNotContain("SourceTreeTest", "package-info", "module-info");
    assertThat(tree.linesPerModule()).containsKeys("matting-api", "matting-cli");
  }
}
