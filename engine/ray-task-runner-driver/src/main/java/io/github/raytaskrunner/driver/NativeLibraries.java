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

package io.github.raytaskrunner.driver;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files from which Ray loaded its native library. It unpacks 30 MB of them at every
 * start and never deletes them.
 */
final class NativeLibraries {

	private NativeLibraries() {
	}

	/**
	 * Delete what was unpacked into the directory for temporary files, which is this
	 * process's own: what is loaded needs no file any more.
	 */
	static void deleteLoaded() {
		Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
		try {
			try (DirectoryStream<Path> directories = Files.newDirectoryStream(temporary, "native_libs*")) {
				for (Path directory : directories) {
					deleteWithFiles(directory);
				}
			}
		}
		catch (IOException ex) {
			System.err.println("Cannot delete Ray's native library from " + temporary + ": " + ex);
		}
	}

	private static void deleteWithFiles(Path directory) throws IOException {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
			for (Path file : files) {
				Files.delete(file);
			}
		}
		Files.delete(directory);
	}

}
