/** Which sizes a program's inputs have, and whether what it declares follows from them. Hidden. */
@NullMarked
package io.github.matting4j.convert.paddle.proof;

import org.jspecify.annotations.NullMarked;
