package io.github.matting4j.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.Family;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.figures.Engine;
import io.github.matting4j.model.figures.Quantity;
import io.github.matting4j.model.figures.SizeRule;
import io.github.matting4j.model.source.Download;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogueTest {
  private static final String STUDIO =
      """
      # a comment
      citation ours = 2026-11-22 | our test set: 50 photos
      licence mit = MIT | https://example.org | our company | allowed

      model studio-net
        family studio
        kind segmentation
        title Studio Net 2
        licence mit
        artifact org.example:studio-matting
        file studio-net.onnx
        file studio.onnx
        size short-exactly 512 max-pixels 4000000 multiple-of 16
        figures ours: gigamacs 12.5, reference-pixels 262144
        figures ours on tensorflow-1: memory 400
        download ours: zip https://example.org/a/net.zip, bytes 5000000, sha256 %s
        alternative ours: frozen-graph https://example.org/b?F=x, name x.pb, about-megabytes 28
      """
          .formatted("aB".repeat(32));

  @Test
  void readsEveryPartOfAModel() {
    ModelDescriptor model = ModelCatalogue.parse("studio", STUDIO).get("studio-net");
    assertThat(model.family()).isEqualTo(new Family("studio"));
    assertThat(model.role()).isEqualTo(ModelDescriptor.Role.THIRD_PARTY);
    assertThat(model.kind()).contains(ModelDescriptor.Kind.SEGMENTATION);
    assertThat(model.title()).isEqualTo("Studio Net 2");
    assertThat(model.licence().name()).isEqualTo("MIT");
    assertThat(model.artifact()).contains("org.example:studio-matting");
    assertThat(model.fileNames()).containsExactly("studio-net.onnx", "studio.onnx");
    assertThat(model.sizeRule())
        .contains(new SizeRule(SizeRule.Kind.SHORT_EXACTLY, 512, 4_000_000, 16));
    assertThat(model.value(Quantity.GIGAMACS, Engine.ONNX_RUNTIME)).hasValue(12.5);
    assertThat(model.value(Quantity.MEMORY, Engine.ONNX_RUNTIME)).isEmpty();
    assertThat(model.value(Quantity.MEMORY, Engine.TENSORFLOW_1)).hasValue(400);
    assertThat(model.figure(Quantity.MEMORY, Engine.TENSORFLOW_1).orElseThrow().source())
        .hasToString("our test set: 50 photos, 2026-11-22");
    assertThat(model).isEqualTo(ModelCatalogue.parse("studio", STUDIO).get("studio-net"));
  }

  @Test
  void readsWhereTheWeightsAre() {
    List<Download> downloads = ModelCatalogue.parse("studio", STUDIO).get("studio-net").downloads();
    assertThat(downloads).hasSize(2);
    Download own = downloads.get(0);
    assertThat(own.packaging()).isEqualTo(Download.Packaging.ZIP);
    assertThat(own.fileName()).isEqualTo("net.zip");
    assertThat(own.alternative()).isFalse();
    assertThat(own.expectedBytes()).hasValue(5_000_000);
    assertThat(own.sha256()).contains("ab".repeat(32));
    assertThat(own.citation()).hasToString("our test set: 50 photos, 2026-11-22");
    Download other = downloads.get(1);
    assertThat(other.packaging()).isEqualTo(Download.Packaging.FROZEN_GRAPH);
    assertThat(other.fileName()).isEqualTo("x.pb");
    assertThat(other.alternative()).isTrue();
    assertThat(other.bytes()).isEmpty();
    assertThat(other.expectedBytes()).hasValue(28_000_000);
    assertThat(other.sha256()).isEmpty();
  }

  @Test
  void everyPublishedModelStatesWhatTheAdvisorNeeds() {
    assertThat(ModelCatalogue.published().models())
        .hasSize(11)
        .allSatisfy(
            model -> {
              assertThat(model.artifact()).isPresent();
              assertThat(model.sizeRule()).isPresent();
              assertThat(model.figures()).isNotEmpty();
              assertThat(model.value(Quantity.GIGAMACS, Engine.ONNX_RUNTIME)).isPresent();
              assertThat(model.licence().attribution()).isNotEmpty();
              assertThat(model.role()).isNotEqualTo(ModelDescriptor.Role.THIRD_PARTY);
              assertThat(model.kind()).contains(ModelDescriptor.Kind.MATTING);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "size short-exactly 512 max-pixels 4000000; size 512; write it as 'short-at-most",
        "figures ours: gigamacs 12.5; figures yours: gigamacs 12.5; 'yours' is not defined",
        "gigamacs 12.5; gigamics 12.5; 'gigamics' is not known",
        "gigamacs 12.5; gigamacs -1; GIGAMACS is -1.0",
        "title Studio; tittle Studio; 'tittle' is not known",
        "| allowed; | perhaps; 'perhaps' is not known",
        "licence mit =; licence mit :; 4 parts",
        "kind segmentation; kind outline; 'outline' is not known",
        "zip https; zip http; is not https",
        "zip https; rar https; 'rar' is not known",
        "bytes 5000000; size 5000000; 'size' is not known",
        "sha256 aB; sha256 xy; is not a SHA-256",
        "/b?F=x, name x.pb; /?F=x; is not a plain file name",
        "download ours: zip; download zip; write it as",
        "model studio-net; model Studio Net; model id is 'Studio Net'"
      })
  void namesTheLineThatIsNotValid(String right, String wrong, String message) {
    String text = STUDIO.replace(right, wrong);
    assertThat(text).isNotEqualTo(STUDIO);
    assertThatThrownBy(() -> ModelCatalogue.parse("studio", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("studio")
        .hasMessageContaining(message);
  }

  @Test
  void aModelThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> ModelCatalogue.published().get("studio-net"))
        .hasMessageContaining("no model 'studio-net'")
        .hasMessageContaining("bshm");
  }

  @Test
  void whatIsNotStatedIsAMultipleOfOne() {
    String text = STUDIO.replace(" multiple-of 16", "");
    assertThat(ModelCatalogue.parse("studio", text).get("studio-net").sizeRule().orElseThrow())
        .extracting(SizeRule::multiple)
        .isEqualTo(1);
    assertThatThrownBy(() -> ModelCatalogue.parse("x", STUDIO.replace("of 16", "of 0")))
        .hasMessageContaining("multiple is 0; all must be at least 1");
  }

  @Test
  void theSizeRulesLimitSides() {
    SizeRule limit = new SizeRule(SizeRule.Kind.SHORT_AT_MOST, 512, 1_000_000);
    assertThat(limit.networkPixels(400, 300)).isEqualTo(120_000);
    assertThat(limit.networkPixels(2048, 1024)).isEqualTo(512 * 1024);
    assertThat(limit.networkPixels(20_000, 1000)).isEqualTo(1_000_000);
    assertThat(new SizeRule(SizeRule.Kind.SQUARE, 640, 409_600).networkPixels(9, 3000))
        .isEqualTo(409_600);
  }
}
