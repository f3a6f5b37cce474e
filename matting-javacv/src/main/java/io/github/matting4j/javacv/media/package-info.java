/**
 * Video files in and out: frames as pictures with exact times, sound copied along. Uses FFmpeg's
 * libraries directly.
 */
@NullMarked
package io.github.matting4j.javacv.media;

import org.jspecify.annotations.NullMarked;
