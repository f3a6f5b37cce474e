package io.github.matting4j.advise;

import io.github.matting4j.advise.candidates.FolderForecast;
import io.github.matting4j.advise.candidates.Forecast;
import io.github.matting4j.advise.rules.MatchedRule;
import io.github.matting4j.advise.rules.Rule;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.text.JsonWriter;

/** A recommendation as JSON. */
final class RecommendationJson {
  private RecommendationJson() {}

  static String of(Recommendation advice) {
    JsonWriter json = new JsonWriter().open('{');
    json.key("chosen").text(advice.chosen().map(c -> c.candidate().id()));
    json.key("summary").text(advice.summary());
    json.key("better").text(advice.better().map(c -> c.candidate().id()));
    json.key("inventoryKnown").bool(advice.isInventoryKnown());
    json.key("ranking").open('[');
    advice.ranking().forEach(ranked -> candidate(json, ranked));
    json.close(']').key("rules").open('[');
    advice.matchedRules().forEach(matched -> rule(json, matched));
    json.close(']').key("conflicts").open('[');
    advice.conflicts().forEach(conflict -> conflict(json, conflict));
    json.close(']');
    json.key("wanted").texts(advice.missingInputs());
    json.key("questions").texts(advice.questions());
    json.key("notices").texts(advice.notices());
    advice.folder().ifPresent(folder -> folder(json, folder));
    return json.close('}').toString();
  }

  private static void candidate(JsonWriter json, RankedCandidate ranked) {
    Verdict verdict = ranked.verdict();
    json.open('{');
    json.key("model").text(ranked.candidate().id());
    json.key("engine").text(ranked.candidate().engine().title());
    json.key("kind").text(ranked.candidate().model().kind().map(ModelDescriptor.Kind::title));
    json.key("licence").text(ranked.candidate().model().licence().name());
    json.key("verdict").text(verdict.title());
    json.key("points").number(ranked.points());
    json.key("unproven").bool(ranked.unproven());
    json.key("because").texts(verdict.because());
    if (verdict instanceof Verdict.Missing missing) {
      json.key("missing").text(missing.what()).key("remedy").text(missing.remedy());
    }
    if (verdict instanceof Verdict.RuledOut out) {
      json.key("remedies").texts(out.remedies());
    }
    forecast(json, ranked.forecast());
    json.close('}');
  }

  private static void forecast(JsonWriter json, Forecast forecast) {
    json.key("device").text(forecast.device());
    forecast.time().ifPresent(time -> json.key("milliseconds").number(time.toMillis()));
    if (forecast.memoryBytes().isPresent()) {
      json.key("memoryBytes").number(forecast.memoryBytes().getAsLong());
    }
    json.key("measured").bool(forecast.measured()).key("basis").text(forecast.basis());
  }

  private static void folder(JsonWriter json, FolderForecast folder) {
    json.key("folder").open('{');
    json.key("model").text(folder.model()).key("photos").number(folder.photos());
    json.key("kilopixels").number(Math.round(folder.megapixels() * 1000));
    json.key("oneByOneMilliseconds").number(folder.sequential().toMillis());
    json.key("sideBySideMilliseconds").number(folder.parallel().toMillis());
    json.key("workers").number(folder.workers());
    if (folder.memoryBytes().isPresent()) {
      json.key("memoryBytes").number(folder.memoryBytes().getAsLong());
    }
    json.key("measured").bool(folder.measured()).key("basis").text(folder.basis());
    json.close('}');
  }

  private static void rule(JsonWriter json, MatchedRule matched) {
    Rule rule = matched.rule();
    json.open('{').key("id").text(rule.id()).key("step").text(rule.step().title());
    json.key("finding").text(matched.finding()).key("because").text(rule.because());
    json.key("source").text(rule.source().text()).key("date").text(rule.source().date());
    json.key("candidates").number(matched.counts()).close('}');
  }

  private static void conflict(JsonWriter json, Recommendation.Conflict conflict) {
    json.open('{').key("about").text(conflict.about());
    json.key("for").text(conflict.oneSide()).key("against").text(conflict.otherSide());
    json.key("settledBy").text(conflict.settledBy()).close('}');
  }
}
