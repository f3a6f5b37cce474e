package io.github.matting4j.javacv.media;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVAudioFifo;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * A sound track that is decoded and encoded again, because the container does not hold its codec.
 */
final class EncodedTrack implements SoundTracks.Track {
  private static final int OPUS_RATE = 48_000;
  private static final int MAX_AAC_RATE = 96_000;
  private static final int BITS_PER_CHANNEL = 96_000;

  private final Muxer muxer;
  private final Ticks ticks;
  private final AVStream target;
  private final AVCodecContext decoder;
  private final AVCodecContext encoder;
  private final SwrContext resampler = Ffmpeg.allocated(swresample.swr_alloc());
  private final AVAudioFifo samples;
  private final AVFrame decoded = Ffmpeg.allocated(avutil.av_frame_alloc());
  private final AVFrame resampled = Ffmpeg.allocated(avutil.av_frame_alloc());
  private final AVFrame block = Ffmpeg.allocated(avutil.av_frame_alloc());
  private long nextSample = Long.MIN_VALUE;

  private EncodedTrack(AVStream source, AVCodec decoding, AVCodec encoding, Muxer muxer)
      throws VideoException {
    this.muxer = muxer;
    this.ticks = Ticks.of(source.time_base());
    this.decoder = Ffmpeg.allocated(avcodec.avcodec_alloc_context3(decoding));
    this.encoder = Ffmpeg.allocated(avcodec.avcodec_alloc_context3(encoding));
    AVAudioFifo fifo = null;
    try {
      openDecoder(source, decoding);
      fifo = describeEncoder();
      this.target = muxer.open(encoder, encoding, Ffmpeg.options(), "the sound");
    } catch (VideoException | RuntimeException | Error e) {
      free(fifo);
      throw e;
    }
    this.samples = fifo;
  }

  /**
   * Adds a track to the muxer.
   *
   * @throws VideoException if the sound cannot be decoded or encoded
   */
  static EncodedTrack open(AVStream source, Muxer muxer) throws VideoException {
    AVCodec decoding = avcodec.avcodec_find_decoder(source.codecpar().codec_id());
    if (decoding == null || decoding.isNull()) {
      throw new VideoException("this build of FFmpeg has no decoder for it");
    }
    return new EncodedTrack(source, decoding, Muxer.encoder(muxer.format().soundEncoder()), muxer);
  }

  private void openDecoder(AVStream source, AVCodec decoding) throws VideoException {
    Ffmpeg.check(
        avcodec.avcodec_parameters_to_context(decoder, source.codecpar()), "opening the sound");
    decoder.pkt_timebase(source.time_base());
    Ffmpeg.check(
        avcodec.avcodec_open2(decoder, decoding, (AVDictionary) null), "opening the sound");
  }

  private AVAudioFifo describeEncoder() throws VideoException {
    boolean opus = muxer.format() == VideoFormat.WEBM;
    int rate = opus ? OPUS_RATE : Math.min(MAX_AAC_RATE, decoder.sample_rate());
    encoder.sample_rate(rate);
    encoder.sample_fmt(opus ? avutil.AV_SAMPLE_FMT_FLT : avutil.AV_SAMPLE_FMT_FLTP);
    Ffmpeg.check(
        avutil.av_channel_layout_copy(encoder.ch_layout(), decoder.ch_layout()),
        "opening the sound");
    nameChannels(encoder.ch_layout());
    encoder.bit_rate((long) BITS_PER_CHANNEL * decoder.ch_layout().nb_channels());
    encoder.time_base(Ffmpeg.rational(new Ticks(1, rate)));
    return Ffmpeg.allocated(
        avutil.av_audio_fifo_alloc(encoder.sample_fmt(), encoder.ch_layout().nb_channels(), rate));
  }

  @Override
  public void startsAt(long firstTicks) {}

  @Override
  public void add(AVPacket packet, long shiftNanos) throws VideoException {
    if (avcodec.avcodec_send_packet(decoder, packet) >= 0) { // what is damaged is left out
      decode(shiftNanos);
    }
    avcodec.av_packet_unref(packet);
  }

  private void decode(long shiftNanos) throws VideoException {
    while (avcodec.avcodec_receive_frame(decoder, decoded) >= 0) {
      if (nextSample == Long.MIN_VALUE) { // the packet's time includes what the decoder skips
        long at = decoded.pts();
        nextSample =
            at == avutil.AV_NOPTS_VALUE
                ? 0
                : new Ticks(1, encoder.sample_rate()).ofNanos(ticks.toNanos(at) - shiftNanos);
      }
      resample(decoded);
    }
  }

  private void resample(@Nullable AVFrame frame) throws VideoException {
    avutil.av_frame_unref(resampled);
    resampled.format(encoder.sample_fmt()).sample_rate(encoder.sample_rate());
    Ffmpeg.check(
        avutil.av_channel_layout_copy(resampled.ch_layout(), encoder.ch_layout()),
        "converting the sound");
    if (frame != null) {
      nameChannels(frame.ch_layout());
    }
    int result = swresample.swr_convert_frame(resampler, resampled, frame);
    if (result < 0 && frame != null) { // the sound changed its rate or its channels
      Ffmpeg.check(
          swresample.swr_config_frame(resampler, resampled, frame), "converting the sound");
      result = swresample.swr_convert_frame(resampler, resampled, frame);
    }
    Ffmpeg.check(result, "converting the sound");
    if (resampled.nb_samples() > 0) {
      Ffmpeg.check(
          avutil.av_audio_fifo_write(samples, resampled.extended_data(), resampled.nb_samples()),
          "converting the sound");
    }
    while (avutil.av_audio_fifo_size(samples) >= Math.max(1, encoder.frame_size())) {
      encodeBlock();
    }
  }

  /** A file may state only how many channels there are; then they are the usual ones. */
  static void nameChannels(AVChannelLayout layout) {
    if (layout.order() == avutil.AV_CHANNEL_ORDER_UNSPEC) {
      avutil.av_channel_layout_default(layout, layout.nb_channels());
    }
  }

  private void encodeBlock() throws VideoException {
    int available = avutil.av_audio_fifo_size(samples);
    int count = encoder.frame_size() > 0 ? Math.min(available, encoder.frame_size()) : available;
    avutil.av_frame_unref(block);
    block.format(encoder.sample_fmt()).sample_rate(encoder.sample_rate()).nb_samples(count);
    Ffmpeg.check(
        avutil.av_channel_layout_copy(block.ch_layout(), encoder.ch_layout()),
        "encoding the sound");
    Ffmpeg.check(avutil.av_frame_get_buffer(block, 0), "encoding the sound");
    PointerPointer<?> planes = block.extended_data();
    Ffmpeg.check(avutil.av_audio_fifo_read(samples, planes, count), "encoding the sound");
    block.pts(nextSample);
    nextSample += count;
    muxer.encode(encoder, target, block, packet -> {});
  }

  @Override
  public void finish() throws VideoException {
    avcodec.avcodec_send_packet(decoder, (AVPacket) null);
    decode(0);
    resample(null);
    if (avutil.av_audio_fifo_size(samples) > 0) {
      encodeBlock();
    }
    muxer.encode(encoder, target, null, packet -> {});
  }

  @Override
  public void close() {
    free(samples);
  }

  private void free(@Nullable AVAudioFifo fifo) {
    if (fifo != null) {
      avutil.av_audio_fifo_free(fifo);
    }
    swresample.swr_free(resampler);
    avutil.av_frame_free(decoded);
    avutil.av_frame_free(resampled);
    avutil.av_frame_free(block);
    avcodec.avcodec_free_context(encoder);
    avcodec.avcodec_free_context(decoder);
  }
}
