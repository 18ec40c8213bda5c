/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.raytaskrunner.backend.ray;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The file with what a driver prints. Once it cannot be written, as on a full disk, that
 * is said and nothing more is written: the driver goes on. Used by one thread.
 */
final class DriverLogFile implements Closeable {

	private static final Log logger = LogFactory.getLog(DriverLogFile.class);

	private final Path path;

	private @Nullable BufferedWriter writer;

	DriverLogFile(Path path) {
		this.path = path;
		try {
			this.writer = Files.newBufferedWriter(path);
		}
		catch (IOException ex) {
			giveUp(ex);
		}
	}

	void write(String line) {
		BufferedWriter writer = this.writer;
		if (writer == null) {
			return;
		}
		try {
			writer.write(line);
			writer.newLine();
			writer.flush();
		}
		catch (IOException ex) {
			giveUp(ex);
		}
	}

	private void giveUp(IOException cause) {
		logger.warn("What the driver prints cannot be kept in " + this.path + " any more", cause);
		close();
	}

	@Override
	public void close() {
		BufferedWriter writer = this.writer;
		this.writer = null;
		if (writer != null) {
			try {
				writer.close();
			}
			catch (IOException ex) {
				logger.debug("The file with what the driver prints was not closed", ex);
			}
		}
	}

}
