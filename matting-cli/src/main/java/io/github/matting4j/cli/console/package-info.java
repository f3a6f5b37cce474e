/** What every command shares: output, messages, exit statuses, signals. */
@NullMarked
package io.github.matting4j.cli.console;

import org.jspecify.annotations.NullMarked;
