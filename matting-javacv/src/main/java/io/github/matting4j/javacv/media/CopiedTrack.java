package io.github.matting4j.javacv.media;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** A sound track whose packets are copied as they are. */
final class CopiedTrack implements SoundTracks.Track {
  private final Muxer muxer;
  private final AVStream target;
  private final AVRational base;
  private final Ticks ticks;

  CopiedTrack(AVStream source, Muxer muxer) throws VideoException {
    this.muxer = muxer;
    this.target = muxer.newStream();
    this.ticks = Ticks.of(source.time_base());
    this.base = Ffmpeg.rational(ticks);
    Ffmpeg.check(
        avcodec.avcodec_parameters_copy(target.codecpar(), source.codecpar()),
        "describing a sound track");
    target.codecpar().codec_tag(0);
    EncodedTrack.nameChannels(target.codecpar().ch_layout());
    target.time_base(base);
    AVDictionary tags = new AVDictionary(null); // there is none in the stream to copy into
    avutil.av_dict_copy(tags, source.metadata(), 0);
    target.metadata(tags);
  }

  @Override
  public void startsAt(long firstTicks) {
    int rate = target.codecpar().sample_rate();
    if (firstTicks < 0 && rate > 0) {
      target
          .codecpar()
          .initial_padding((int) -new Ticks(1, rate).ofNanos(ticks.toNanos(firstTicks)));
    }
  }

  @Override
  public void add(AVPacket packet, long shiftNanos) throws VideoException {
    long shift = ticks.ofNanos(shiftNanos);
    if (packet.pts() != avutil.AV_NOPTS_VALUE) {
      packet.pts(packet.pts() - shift);
    }
    if (packet.dts() != avutil.AV_NOPTS_VALUE) {
      packet.dts(packet.dts() - shift);
    }
    muxer.write(packet, target, base);
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
