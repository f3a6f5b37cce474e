/**
 * TIFF directories, which EXIF blocks are as well; orientation; EXIF made fit to pass on. Hidden.
 */
@NullMarked
package io.github.matting4j.io.metadata;

import org.jspecify.annotations.NullMarked;
