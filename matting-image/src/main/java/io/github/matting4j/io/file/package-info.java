/** Files written whole or not at all, their identity, and the folder of this library. Hidden. */
@NullMarked
package io.github.matting4j.io.file;

import org.jspecify.annotations.NullMarked;
