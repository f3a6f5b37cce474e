/** The configuration file: defaults of options. */
@NullMarked
package io.github.matting4j.cli.config;

import org.jspecify.annotations.NullMarked;
