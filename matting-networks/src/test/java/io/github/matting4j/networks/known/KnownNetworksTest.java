package io.github.matting4j.networks.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.graph.TensorInfo;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.Licence.CommercialUse;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelDescriptor.Kind;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.inspect.GraphInspection;
import io.github.matting4j.networks.known.Recognition.Certainty;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KnownNetworksTest {
  @TempDir Path folder;

  private static KnownNetwork known(String id) {
    return KnownNetworks.find(id).orElseThrow();
  }

  /** The names of rembg's sessions for photos, of files, and of other tools. */
  @ParameterizedTest
  @CsvSource({
    "u2net, u2net",
    "u2netp, u2netp",
    "u2net_human_seg, u2net-human-seg",
    "U2NET_HUMAN_SEG.onnx, u2net-human-seg",
    "silueta, silueta",
    "isnet-general-use, isnet-general-use",
    "birefnet-general, birefnet-general",
    "birefnet-general-lite, birefnet-general-lite",
    "birefnet-portrait, birefnet-portrait",
    "birefnet-dis, birefnet-dis",
    "birefnet-hrsod, birefnet-hrsod",
    "birefnet-cod, birefnet-cod",
    "birefnet-massive, birefnet-massive",
    "bria-rmbg, rmbg-2-0",
    "rmbg-1.4, rmbg-1-4",
    "isnet_fp16, isnet-imgly-fp16",
    "modnet_photographic_portrait_matting.onnx, modnet-photographic",
    "rvm_mobilenetv3_fp32.onnx, rvm-mobilenetv3",
    "transparent-background, inspyrenet",
    "withoutbg-open-weights, withoutbg",
  })
  void isFoundByEveryName(String name, String id) {
    assertThat(KnownNetworks.find(name)).map(KnownNetwork::id).hasValue(id);
  }

  @Test
  void otherNamesAreNotFound() {
    assertThat(KnownNetworks.find("model.onnx")).isEmpty();
    assertThat(KnownNetworks.find("sam")).isEmpty();
    assertThat(KnownNetworks.find("")).isEmpty();
  }

  @Test
  void noTwoNetworksShareAName() {
    Map<String, String> owners = new HashMap<>();
    for (KnownNetwork network : KnownNetworks.all()) {
      Stream.concat(Stream.of(network.id()), network.aliases().stream())
          .map(name -> name.replaceAll("[_.]", "-"))
          .distinct()
          .forEach(name -> assertThat(owners.put(name, network.id())).as(name).isNull());
    }
  }

  @Test
  void everyFactHasASource() {
    assertThat(KnownNetworks.all()).hasSizeGreaterThan(25);
    for (KnownNetwork network : KnownNetworks.all()) {
      assertThat(network.facts()).as(network.id()).isNotEmpty();
      assertThat(network.page()).as(network.id()).hasScheme("https");
      assertThat(network.network().descriptor().kind()).as(network.id()).isPresent();
      assertThat(network.network().descriptor().summary()).as(network.id()).endsWith(".");
      assertThat(network.licence().url()).as(network.id()).startsWith("https://");
      assertThat(network.licence().attribution()).as(network.id()).isNotEmpty();
      assertThat(network.files()).allSatisfy(file -> assertThat(file.source()).isNotEmpty());
    }
    assertThat(known("u2net").network().descriptor().kind()).hasValue(Kind.SEGMENTATION);
    assertThat(known("modnet").network().descriptor().kind()).hasValue(Kind.MATTING);
  }

  @Test
  void onlyFreeNetworksWithAStatedHashAreInstalled() {
    for (KnownNetwork network : KnownNetworks.all()) {
      network
          .installable()
          .ifPresent(
              file -> {
                assertThat(network.licence().commercialUse())
                    .as(network.id())
                    .isEqualTo(CommercialUse.ALLOWED);
                assertThat(network.licence().name()).isIn("MIT", "Apache-2.0");
                assertThat(file.isOnnx()).isTrue();
                assertThat(file.sha256()).isPresent();
                assertThat(network.network().descriptor().downloads()).hasSize(1);
              });
    }
    assertThat(KnownNetworks.all().stream().filter(n -> n.installable().isPresent()))
        .extracting(KnownNetwork::id)
        .contains("u2net", "modnet-photographic", "birefnet-portrait", "ormbg");
  }

  @Test
  void unknownTermsStayUnknownAndNonCommercialOnesAreForbidden() {
    assertThat(known("rmbg-1.4").licence().commercialUse()).isEqualTo(CommercialUse.FORBIDDEN);
    assertThat(known("rmbg-2.0").licence().commercialUse()).isEqualTo(CommercialUse.FORBIDDEN);
    for (String id : List.of("isnet-general-use", "silueta")) {
      assertThat(known(id).licence().isStated()).as(id).isFalse();
    }
    assertThat(known("isnet-fp16").licence().commercialUse()).isEqualTo(CommercialUse.UNKNOWN);
  }

  private static GraphInspection inspection(
      Path file, long bytes, String sha256, List<TensorInfo> inputs, List<TensorInfo> outputs) {
    return new GraphInspection(file, bytes, sha256, 11, "", inputs, outputs, Map.of(), false);
  }

  private static TensorInfo tensor(String name, Long... dims) {
    return new TensorInfo(name, 1, Optional.of(List.of(dims)));
  }

  @Test
  void aPublishedFileIsCertainWhateverItsGraphSays() {
    PublishedFile file = known("isnet-general-use").files().get(0);
    Recognition found =
        KnownNetworks.recognise(
                inspection(folder, 1, file.sha256().orElseThrow(), List.of(), List.of()))
            .orElseThrow();
    assertThat(found.network().id()).isEqualTo("isnet-general-use");
    assertThat(found.certainty()).isEqualTo(Certainty.FILE);
    assertThat(found.licence()).isEqualTo(known("isnet-general-use").licence());
    assertThat(found.sentence()).isEqualTo("the file is IS-Net, general use, as published");
  }

  @Test
  void aFileOfWhichOnlyTheMd5IsStatedIsRecognisedByIt() throws Exception {
    Path file = Files.writeString(folder.resolve("some.onnx"), "some weights");
    String md5 =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("MD5")
                    .digest("some weights".getBytes(StandardCharsets.UTF_8)));
    String data =
        """
        networks:
          - id: some-net
            title: Some net
            summary: For a test.
            kind: matting
            page: https://example.org
            licence: {name: MIT}
            files:
              - {name: some.onnx, aboutBytes: 12, md5: %s, source: us}
            recipe: {size: {stretch: [32, 32]}}
            facts: [made up]
        """;
    List<KnownNetwork> some = KnownNetworksFile.parse(data.formatted(md5));
    GraphInspection inspected = inspection(file, 12, "0".repeat(64), List.of(), List.of());
    assertThat(KnownNetworks.recognise(some, inspected))
        .map(Recognition::certainty)
        .hasValue(Certainty.FILE);
    List<KnownNetwork> other = KnownNetworksFile.parse(data.formatted("0".repeat(32)));
    assertThat(KnownNetworks.recognise(other, inspected)).isEmpty();
    assertThat(
            KnownNetworks.recognise(
                some, inspection(folder.resolve("gone"), 99, "0".repeat(64), List.of(), List.of())))
        .as("of another size: not even read")
        .isEmpty();
  }

  @Test
  void ofEqualSignaturesTheFileOfTheMostSimilarSizeComesFirst() {
    List<TensorInfo> inputs = List.of(tensor("input.1", 1L, 3L, 320L, 320L));
    List<TensorInfo> outputs = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      outputs.add(tensor(Integer.toString(2000 + i), 1L, 1L, 320L, 320L));
    }
    Map<Long, String> sizes =
        Map.of(4_600_000L, "u2netp", 44_000_000L, "silueta", 176_000_000L, "u2net");
    sizes.forEach(
        (bytes, id) -> {
          Recognition found =
              KnownNetworks.recognise(inspection(folder, bytes, "0".repeat(64), inputs, outputs))
                  .orElseThrow();
          assertThat(found.network().id()).isEqualTo(id);
          assertThat(found.certainty()).isEqualTo(Certainty.SIGNATURE);
          assertThat(found.licence()).isEqualTo(Licence.NOT_STATED);
          assertThat(found.others()).hasSize(3).doesNotContain(found.network());
          assertThat(found.sentence())
              .contains("inputs and outputs of " + known(id).title(), "may be another network");
        });
    assertThat(
            KnownNetworks.recognise(
                inspection(folder, 1, "0".repeat(64), inputs, outputs.subList(0, 6))))
        .as("an output less")
        .isEmpty();
    assertThat(
            KnownNetworks.recognise(
                inspection(
                    folder,
                    1,
                    "0".repeat(64),
                    List.of(tensor("image", 1L, 3L, 320L, 320L)),
                    outputs)))
        .as("another name")
        .isEmpty();
  }

  /** One network of each signature and recipe; the others differ in weights and terms only. */
  static Stream<KnownNetwork> signatures() {
    Map<List<Object>, KnownNetwork> distinct = new HashMap<>();
    List<KnownNetwork> order = new ArrayList<>();
    for (KnownNetwork network : KnownNetworks.all()) {
      if (network.signature().isPresent()
          && distinct.putIfAbsent(List.of(network.signature(), network.network().recipe()), network)
              == null) {
        order.add(network);
      }
    }
    return order.stream();
  }

  /** Left half black, right half white. */
  private static ArgbImage halves() {
    int[] pixels = new int[60 * 40];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 60 < 30 ? 0xff000000 : 0xffffffff;
    }
    return ArgbImage.copyOf(60, 40, pixels);
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void aGraphOfTheSameSignatureIsRecognisedAndGivesAMatte(KnownNetwork network) throws Exception {
    Path file =
        SignatureGraph.of(network.signature().orElseThrow()).write(folder.resolve("graph.onnx"));
    Recognition found = KnownNetworks.recognise(file).orElseThrow();
    assertThat(found.certainty()).isEqualTo(Certainty.SIGNATURE);
    assertThat(Stream.concat(Stream.of(found.network()), found.others().stream()))
        .contains(network);
    OnnxNetwork opened = network.network(file, network.licence());
    try (MattingModel model = opened.provider().open(network.id(), OpenOptions.forLatency())) {
      AlphaMatte matte = model.matte(halves());
      assertThat(matte.width()).isEqualTo(60);
      assertThat(matte.height()).isEqualTo(40);
      assertThat(matte.alpha(50, 20)).isGreaterThan(matte.alpha(10, 20));
    }
  }

  @Test
  void theDescriptionBesideWithoutBgsWeightsDecides() throws Exception {
    Path file = folder.resolve("withoutbg-open-weights.onnx");
    KnownNetwork network = known("withoutbg");
    assertThat(network.network(file, network.licence()).recipe().size())
        .isEqualTo(InputSize.fit(448, 448));
    Path json = folder.resolve("withoutbg-open-weights.onnx.json");
    Files.writeString(
        json,
        "{\"canvas_size\": 1024, \"output_canvas_size\": 768, \"input_name\": \"picture\","
            + " \"sha256\": \"00\"}");
    OnnxNetwork described = network.network(file, network.licence());
    assertThat(described.recipe().size()).isEqualTo(InputSize.fit(1024, 1024));
    assertThat(described.recipe().input()).hasValue("picture");
    assertThat(described.recipe().output().name()).hasValue("alpha");
    for (String text :
        Set.of("{\"pipeline\": \"routed\", \"canvas_size\": 448}", "{}", "no JSON")) {
      Files.writeString(json, text);
      assertThatThrownBy(() -> network.network(file, network.licence()))
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining(json.toString());
    }
  }

  /** As withoutBG's version 4.1, whose picture has 1024 rows and whose alpha 768. */
  @Test
  void anAlphaSmallerThanThePictureIsCutOutOfItsCanvas() throws Exception {
    GraphBuilder graph = new GraphBuilder("smaller");
    graph.input("rgb", ElementType.FLOAT, Dim.of(1), Dim.of(3), Dim.of(64), Dim.of(64));
    String brightness =
        graph.node(
            "ReduceMean", List.of("rgb"), Attribute.ints("axes", 1), Attribute.of("keepdims", 1));
    graph.nodes(
        "Resize",
        List.of(brightness, "", graph.floats(1, 1, 0.75f, 0.75f)),
        List.of("alpha"),
        Attribute.of("mode", "linear"));
    graph.output("alpha", ElementType.FLOAT, Dim.of(1), Dim.of(1), Dim.of(48), Dim.of(48));
    Path file = graph.build().write(folder.resolve("small.onnx"));
    Files.writeString(
        folder.resolve("small.onnx.json"), "{\"canvas_size\": 64, \"output_canvas_size\": 48}");
    Recognition found = KnownNetworks.recognise(file).orElseThrow();
    assertThat(found.network().id()).isEqualTo("withoutbg");
    try (MattingModel model =
        found.open(file).provider().open("withoutbg", OpenOptions.forLatency())) {
      AlphaMatte matte = model.matte(halves());
      for (int y : List.of(0, 20, 37)) {
        assertThat(matte.alpha(0, y)).isLessThan(0.01f);
        assertThat(matte.alpha(27, y)).isLessThan(0.2f);
        assertThat(matte.alpha(32, y)).isGreaterThan(0.8f);
        assertThat(matte.alpha(59, y)).isGreaterThan(0.99f);
      }
    }
  }

  @Test
  void anEntryThatIsNotValidIsNamed() {
    assertThatThrownBy(
            () ->
                KnownNetworksFile.parse(
                    "networks: [{id: some-net, title: T, summary: S., kind: matting}]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("some-net: ");
    assertThatThrownBy(() -> TensorPattern.parse("input float64 1"))
        .hasMessageContaining("input float32 1,3,?,*");
  }

  @Test
  void aFileThatIsNoModelIsSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("x.onnx"), "<html>");
    assertThatThrownBy(() -> KnownNetworks.recognise(file)).isInstanceOf(ModelLoadException.class);
  }

  @Test
  void thePageSaysWhatTheDataSay() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("..", "docs", "known-networks.md")).stream()
            .filter(line -> line.startsWith("| [`"))
            .toList();
    assertThat(rows).hasSameSizeAs(KnownNetworks.all());
    for (int i = 0; i < rows.size(); i++) {
      KnownNetwork network = KnownNetworks.all().get(i);
      Licence licence = network.licence();
      assertThat(rows.get(i))
          .startsWith(
              "| [`"
                  + network.id()
                  + "`]("
                  + network.page()
                  + ")"
                  + (network.installable().isPresent() ? " ⬇" : "")
                  + " |")
          .contains(
              "[" + licence.name() + "](" + licence.url() + ")",
              "| " + licence.commercialUse().name().toLowerCase(Locale.ROOT) + " |")
          .endsWith(network.isProven() ? "| yes |" : "| no |");
    }
  }
}
