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

package io.github.raytaskrunner.backend.ray.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

import org.springframework.util.FileSystemUtils;

/**
 * The directory of a temporary cluster, readable by this user alone. It holds everything
 * the cluster leaves on disk.
 *
 * @param path the directory
 */
record ClusterDirectory(Path path) {

	/**
	 * Ray puts Unix sockets up to 72 characters below it, and their paths must not exceed
	 * 107 characters (103 on macOS).
	 */
	private static final int MAX_LENGTH = 31;

	private static final Path SHORT_PARENT = Path.of("/tmp");

	private static final int MAX_ATTEMPTS = 10;

	private static final int TOKEN_BYTES = 32;

	private static final int TAIL_LINES = 20;

	private static final int TAIL_BYTES = 16 * 1024;

	private static final SecureRandom RANDOM = new SecureRandom();

	/**
	 * Create an empty directory below the folder for temporary files.
	 * @return the directory
	 * @throws IOException if there can be none
	 */
	static ClusterDirectory create() throws IOException {
		Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
		for (int attempt = 0; true; attempt++) {
			String name = "rtr-" + randomHex(4);
			Path path = parent.resolve(name);
			if (path.toString().length() > MAX_LENGTH) {
				path = SHORT_PARENT.resolve(name);
			}
			try {
				Files.createDirectory(path,
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
				return new ClusterDirectory(path);
			}
			catch (FileAlreadyExistsException ex) {
				if (attempt == MAX_ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	/**
	 * Return the file with the token that the cluster asks for.
	 */
	Path token() {
		return this.path.resolve("token");
	}

	/**
	 * Return the file with everything that the owner, and Ray in it, prints.
	 */
	Path log() {
		return this.path.resolve("owner.log");
	}

	/**
	 * Return the file with the owner's program.
	 */
	Path script() {
		return this.path.resolve("owner.py");
	}

	/**
	 * Write what the owner needs.
	 * @throws IOException if that cannot be written
	 */
	void fill() throws IOException {
		Files.createFile(token(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(token(), randomHex(TOKEN_BYTES));
		try (InputStream script = ClusterDirectory.class.getResourceAsStream("owner.py")) {
			if (script == null) {
				throw new IOException("owner.py is missing on the class path");
			}
			Files.copy(script, script());
		}
	}

	/**
	 * Return the last lines of the {@linkplain #log() log}.
	 * @return the lines, or an empty string
	 */
	String logTail() {
		return String.join("\n", new LogTail(log(), TAIL_BYTES, TAIL_LINES).lines((line) -> true));
	}

	void delete() throws IOException {
		FileSystemUtils.deleteRecursively(this.path);
	}

	private static String randomHex(int bytes) {
		byte[] random = new byte[bytes];
		RANDOM.nextBytes(random);
		return HexFormat.of().formatHex(random);
	}

}
