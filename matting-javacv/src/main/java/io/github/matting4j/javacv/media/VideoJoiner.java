package io.github.matting4j.javacv.media;

import io.github.matting4j.io.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Joins videos that {@link VideoWriter} wrote with the same settings, without coding again. */
public final class VideoJoiner {
  /**
   * One of the videos.
   *
   * @param startNanos its time 0 in the whole, in nanoseconds
   */
  public record Part(Path file, long startNanos) {}

  private VideoJoiner() {}

  /**
   * Joins them.
   *
   * @param parts at least one, by time
   * @param output of the same format; appears when it is whole and replaces what is there
   * @return what one may not expect, in sentences
   * @throws VideoException if they are coded differently
   */
  public static List<String> join(List<Part> parts, Path output, Optional<VideoWriter.Sound> sound)
      throws IOException {
    VideoFormat format =
        VideoFormat.of(output)
            .orElseThrow(() -> new VideoException(output + " is not the name of a video"));
    List<String> notes = new ArrayList<>();
    Path temporary = TemporaryNames.create(output);
    try {
      try (Muxer muxer = new Muxer(temporary, format)) {
        write(parts, muxer, sound, notes);
        muxer.finish();
      }
      AtomicFile.replace(temporary, output);
    } finally {
      Files.deleteIfExists(temporary);
    }
    return notes;
  }

  private static void write(
      List<Part> parts, Muxer muxer, Optional<VideoWriter.Sound> sound, List<String> notes)
      throws IOException {
    try (Demuxer first = Demuxer.open(parts.get(0).file())) {
      AVStream source = video(first, parts.get(0).file());
      AVStream target = muxer.newStream();
      Ffmpeg.check(
          avcodec.avcodec_parameters_copy(target.codecpar(), source.codecpar()),
          "describing the video");
      target.codecpar().codec_tag(0);
      Ticks ticks = Ticks.of(source.time_base());
      AVRational base = Ffmpeg.rational(ticks);
      target.time_base(base);
      target.avg_frame_rate(source.avg_frame_rate());
      target.sample_aspect_ratio(source.sample_aspect_ratio());
      AVDictionary tags = new AVDictionary(null);
      avutil.av_dict_copy(tags, source.metadata(), 0);
      target.metadata(tags);
      SoundTracks tracks = null;
      try {
        if (sound.isPresent()) {
          VideoWriter.Sound from = sound.get();
          tracks = SoundTracks.open(from.file(), from.startNanos(), from.endNanos(), muxer, notes);
        }
        muxer.start();
        for (Part part : parts) {
          copy(part, source.codecpar(), target, muxer, tracks);
        }
        if (tracks != null) {
          tracks.finish();
        }
      } finally {
        if (tracks != null) {
          tracks.close();
        }
      }
    }
  }

  private static void copy(
      Part part,
      AVCodecParameters expected,
      AVStream target,
      Muxer muxer,
      @Nullable SoundTracks sound)
      throws IOException {
    try (Demuxer demuxer = Demuxer.open(part.file())) {
      AVStream source = video(demuxer, part.file());
      if (!sameCoding(expected, source.codecpar())) {
        throw new VideoException(
            part.file() + " is coded differently from the first part; delete the parts");
      }
      Ticks ticks = Ticks.of(source.time_base());
      AVRational base = Ffmpeg.rational(ticks);
      long shift = ticks.ofNanos(part.startNanos());
      int index = source.index();
      for (AVPacket packet = demuxer.next(); packet != null; packet = demuxer.next()) {
        if (packet.stream_index() != index) {
          continue;
        }
        packet.pts(packet.pts() + shift);
        packet.dts(packet.dts() + shift);
        if (sound != null) {
          sound.writeUntil(ticks.toNanos(packet.pts()));
        }
        muxer.write(packet, target, base);
      }
    }
  }

  private static AVStream video(Demuxer demuxer, Path file) throws VideoException {
    int index = demuxer.best(avutil.AVMEDIA_TYPE_VIDEO);
    if (index < 0) {
      throw new VideoException(file + " has no pictures");
    }
    demuxer.only(stream -> stream == index);
    return demuxer.stream(index);
  }

  private static boolean sameCoding(AVCodecParameters one, AVCodecParameters other) {
    if (one.codec_id() != other.codec_id()
        || one.width() != other.width()
        || one.height() != other.height()
        || one.extradata_size() != other.extradata_size()) {
      return false;
    }
    for (int i = 0; i < one.extradata_size(); i++) {
      if (one.extradata().get(i) != other.extradata().get(i)) {
        return false;
      }
    }
    return true;
  }
}
