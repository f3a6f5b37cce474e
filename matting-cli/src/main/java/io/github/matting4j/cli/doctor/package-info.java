/** {@code matting doctor}: what is here and what works. */
@NullMarked
package io.github.matting4j.cli.doctor;

import org.jspecify.annotations.NullMarked;
