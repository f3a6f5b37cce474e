package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The documentation site that {@code scripts/site.sh} has built, opened from its files. Run by
 * {@code scripts/site.sh --check}.
 */
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteInBrowserTest {
  private static final Path SITE = ReadmeExamplesTest.top().resolve("target/site");
  private static final Path SCREENS = SITE.resolveSibling("site-screens");
  private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static final Pattern ANCHOR = Pattern.compile("\\s(?:id|name)=\"([^\"]+)\"");
  private static final int PHONE = 390;

  @TempDir static Path folder;
  private ChromeDriver browser;

  @BeforeAll
  void start() throws IOException {
    assumeTrue(Files.exists(SITE.resolve("index.html")), "no site; run scripts/site.sh");
    browser = Chromium.start(folder.resolve("profile"));
    Files.createDirectories(SCREENS);
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.quit();
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(SITE)) {
      return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    }
  }

  /** Those that are no Javadoc. */
  private static List<Path> guides() throws IOException {
    return pages().stream()
        .filter(page -> !page.startsWith(SITE.resolve("api")))
        .filter(page -> !page.endsWith("404.html")) // for servers
        .toList();
  }

  private void open(Path page) {
    browser.get(page.toUri().toString());
  }

  private Object script(String code) {
    return browser.executeScript(code);
  }

  @Test
  void everyLinkLeadsToAFileAndAPlaceInIt() throws Exception {
    Map<Path, Set<String>> anchors = new HashMap<>();
    Set<String> dead = new HashSet<>();
    int links = 0;
    for (Path page : pages()) {
      if (page.endsWith("404.html")) {
        continue;
      }
      for (MatchResult found : REFERENCE.matcher(Files.readString(page)).results().toList()) {
        String link = found.group(1).replace("&amp;", "&");
        if (link.matches("[a-z]+:.*|//.*")) {
          continue;
        }
        links++;
        String[] parts = link.split("#", 2);
        String name = URLDecoder.decode(parts[0].replaceFirst("\\?.*", ""), StandardCharsets.UTF_8);
        Path target = name.isEmpty() ? page : page.resolveSibling(name).normalize();
        target = Files.isDirectory(target) ? target.resolve("index.html") : target;
        if (!Files.exists(target)) {
          dead.add(SITE.relativize(page) + ": " + link);
        } else if (parts.length == 2 && !parts[1].isEmpty() && name.endsWith(".html")) {
          String anchor = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
          if (!anchors.computeIfAbsent(target, SiteInBrowserTest::anchors).contains(anchor)) {
            dead.add(SITE.relativize(page) + ": " + link);
          }
        }
      }
    }
    assertThat(dead.stream().sorted()).isEmpty();
    assertThat(links).isGreaterThan(1000);
  }

  private static Set<String> anchors(Path page) {
    try {
      return ANCHOR
          .matcher(Files.readString(page))
          .results()
          .map(found -> found.group(1).replace("&lt;", "<").replace("&gt;", ">"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theSearchFindsAClassAndLeadsToIt() throws Exception {
    open(SITE.resolve("index.html"));
    browser.findElement(By.cssSelector("input.md-search__input")).sendKeys("AlphaMatte");
    By hits = By.cssSelector("a.md-search-result__link");
    new WebDriverWait(browser, Duration.ofMinutes(1))
        .until(driver -> !driver.findElements(hits).isEmpty());
    screenshot("search");
    List<String> found = new ArrayList<>();
    for (WebElement hit : browser.findElements(hits)) {
      found.add(hit.getAttribute("href"));
    }
    assertThat(found).anyMatch(address -> address.contains("api-types.html#alphamatte"));
    open(SITE.resolve("api-types.html"));
    browser.findElement(By.linkText("AlphaMatte")).click();
    assertThat(browser.getCurrentUrl()).endsWith("/image/AlphaMatte.html");
    assertThat(browser.getTitle()).contains("AlphaMatte");
  }

  @Test
  void hiddenPackagesAreNotInTheApi() {
    assertThat(SITE.resolve("api/io/github/matting4j/image/AlphaMatte.html")).exists();
    for (String hidden : List.of("runtime", "kernel", "text", "zoom")) {
      assertThat(SITE.resolve("api/io/github/matting4j").resolve(hidden)).doesNotExist();
    }
  }

  @Test
  void picturesLoadAndNothingComesFromTheNetwork() throws Exception {
    browser.manage().logs().get(LogType.PERFORMANCE);
    int pictures = 0;
    for (Path page : guides()) {
      open(page);
      Object broken =
          script(
              "return [...document.images].filter(i => { i.loading = 'eager'; return i.complete &&"
                  + " i.naturalWidth == 0; }).map(i => i.src)");
      assertThat((List<?>) broken).as(page.toString()).isEmpty();
      pictures += ((Number) script("return document.images.length")).intValue();
    }
    assertThat(pictures).isGreaterThan(10);
    assertThat(browser.manage().logs().get(LogType.PERFORMANCE).getAll())
        .extracting(entry -> entry.getMessage())
        .filteredOn(message -> message.contains("Network.requestWillBeSent\""))
        .noneMatch(message -> message.contains("\"url\":\"http"));
  }

  @Test
  void everyPageFitsAPhone() throws Exception {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", PHONE, "height", 844, "deviceScaleFactor", 1, "mobile", true));
    try {
      List<String> wide = new ArrayList<>();
      for (Path page : guides()) {
        open(page);
        long width = ((Number) script("return document.documentElement.scrollWidth")).longValue();
        if (width > PHONE) {
          wide.add(SITE.relativize(page) + ": " + width);
        }
      }
      for (String name : List.of("index", "docs/batch", "docs/gallery/index", "docs/gpu")) {
        open(SITE.resolve(name + ".html"));
        screenshot("phone-" + name.replace('/', '-'));
      }
      assertThat(wide).isEmpty();
    } finally {
      browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }
  }

  private void screenshot(String name) throws IOException {
    Files.write(SCREENS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
  }
}
