/**
 * Reads WebP, if a plug-in of ImageIO for it is on the class path: its structure is scanned here,
 * the pixels are decoded by the plug-in.
 */
@NullMarked
package io.github.matting4j.io.webp;

import org.jspecify.annotations.NullMarked;
