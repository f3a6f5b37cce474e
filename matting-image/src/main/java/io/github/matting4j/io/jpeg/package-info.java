/** JPEG: the file's structure is checked here, its pixels are coded by ImageIO. Hidden. */
@NullMarked
package io.github.matting4j.io.jpeg;

import org.jspecify.annotations.NullMarked;
