/**
 * JavaCV's {@code Frame}, OpenCV's {@code Mat} and video files with this library's pictures and
 * mattes.
 *
 * <p>{@link io.github.matting4j.javacv.JavaCvImages} and {@link
 * io.github.matting4j.javacv.OpenCvImages} convert single pictures, {@link
 * io.github.matting4j.javacv.VideoMatting} takes whole videos or the frames of a camera.
 */
@NullMarked
package io.github.matting4j.javacv;

import org.jspecify.annotations.NullMarked;
