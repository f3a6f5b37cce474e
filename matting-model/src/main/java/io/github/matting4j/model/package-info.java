/** What a matting model is, how a backend provides one, and how it says what went wrong. */
@NullMarked
package io.github.matting4j.model;

import org.jspecify.annotations.NullMarked;
