/** Models read from a catalogue file. */
@NullMarked
package io.github.matting4j.model.catalogue;

import org.jspecify.annotations.NullMarked;
