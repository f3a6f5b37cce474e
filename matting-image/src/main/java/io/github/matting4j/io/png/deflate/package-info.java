/** Hidden: a zlib stream made for filtered pixels, several times quicker than the general one. */
@NullMarked
package io.github.matting4j.io.png.deflate;

import org.jspecify.annotations.NullMarked;
