package io.github.matting4j.networks.check;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.OnnxMattingModel;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.ModelLocator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs one network by several recipes on the drawn portraits, in one session of the engine. Not
 * thread-safe.
 */
final class Trials implements AutoCloseable {
  /** A first portrait that is worse by so much is not made up for by the others. */
  private static final double HOPELESS = 0.25;

  private final OnnxNetwork network;
  private final OpenOptions options;
  private final DrawnPortraits portraits;
  private final OnnxSession session;

  /**
   * Opens the network's file.
   *
   * @throws ModelLoadException if it cannot be opened
   */
  Trials(OnnxNetwork network, OpenOptions options, DrawnPortraits portraits) {
    this.portraits = portraits;
    this.network = network;
    this.options = options;
    Path file =
        network
            .file()
            .or(() -> ModelLocator.find(network.descriptor(), options))
            .orElseThrow(
                () ->
                    new ModelLoadException(
                        network.descriptor().id() + ": no weights in " + options.modelFolder()));
    this.session = OnnxSession.open(ModelFile.inspect(file), options);
  }

  /**
   * The recipe as given on every portrait.
   *
   * @param score of it; portraits on which it failed count 0
   * @param portraits with the mattes
   * @param warnings of the runs and messages of failed ones, one of each kind
   */
  record Baseline(Score score, List<CheckedPortrait> portraits, List<String> warnings) {}

  /**
   * Runs the recipe as given.
   *
   * @throws ModelLoadException if the network cannot be opened by it
   */
  Baseline asGiven() {
    List<CheckedPortrait> checked = new ArrayList<>();
    List<Double> skills = new ArrayList<>();
    Map<String, String> warnings = new LinkedHashMap<>();
    MattingModel model = model(network.recipe());
    for (int i = 0; i < portraits.count(); i++) {
      DrawnPortrait portrait = portraits.get(i);
      Optional<AlphaMatte> matte = Optional.empty();
      try {
        MattingResult result = model.run(portrait.photo());
        matte = Optional.of(result.matte());
        result.report().warnings().forEach(text -> warnings.putIfAbsent(kind(text), text));
      } catch (MattingException e) {
        String text = String.valueOf(e.getMessage());
        warnings.putIfAbsent(kind(text), text);
      }
      double agreement = matte.map(given -> Score.agreement(given, portrait.truth())).orElse(0.0);
      skills.add(Score.skill(agreement, portrait.truth()));
      checked.add(
          new CheckedPortrait(
              portrait.name(), portrait.photo(), portrait.truth(), matte, agreement));
    }
    Score score = new Score(checked.stream().map(CheckedPortrait::agreement).toList(), skills);
    return new Baseline(score, checked, List.copyOf(warnings.values()));
  }

  /** Warnings that differ in their figures are of one kind. */
  private static String kind(String warning) {
    return warning.replaceAll("[-+0-9.E]+", "");
  }

  /**
   * The score of another recipe; empty if it fails, or as soon as it cannot be about as good as
   * this one.
   */
  Optional<Score> score(NetworkRecipe recipe, Score toBeat) {
    List<Double> agreements = new ArrayList<>();
    List<Double> skills = new ArrayList<>();
    try {
      MattingModel model = model(recipe);
      for (int i = 0; i < toBeat.agreements().size(); i++) {
        DrawnPortrait portrait = portraits.get(i);
        double agreement = Score.agreement(model.run(portrait.photo()).matte(), portrait.truth());
        agreements.add(agreement);
        skills.add(Score.skill(agreement, portrait.truth()));
        if (cannotReach(agreements, toBeat)) {
          return Optional.empty();
        }
      }
      return Optional.of(new Score(agreements, skills));
    } catch (MattingException e) {
      return Optional.empty(); // such a recipe does not fit the graph, or gives no alpha
    }
  }

  private static boolean cannotReach(List<Double> agreements, Score toBeat) {
    int done = agreements.size();
    double lost = 0;
    for (int i = 0; i < done; i++) {
      lost += 1 - agreements.get(i);
    }
    double allowed = (1 - toBeat.agreement() + Score.TIE) * toBeat.agreements().size();
    return lost > allowed || agreements.get(0) < toBeat.agreements().get(0) - HOPELESS;
  }

  /** A model by another recipe. It is not closed: nothing but the session has to be. */
  private MattingModel model(NetworkRecipe recipe) {
    OnnxNetwork.Builder builder =
        OnnxNetwork.builder(network.descriptor().id())
            .recipe(recipe)
            .describe(descriptor -> descriptor.fileNames(network.descriptor().fileNames()));
    network.file().ifPresent(builder::file);
    return OnnxMattingModel.of(builder.build(), session, options);
  }

  /** What the graph declares. */
  GraphForm form() {
    return new GraphForm(session.inputs(), session.outputs());
  }

  @Override
  public void close() {
    session.close();
  }
}
