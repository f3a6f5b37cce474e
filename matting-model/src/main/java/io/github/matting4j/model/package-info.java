/** The interfaces of matting models and their backends, options, reports and exceptions. */
@NullMarked
package io.github.matting4j.model;

import org.jspecify.annotations.NullMarked;
