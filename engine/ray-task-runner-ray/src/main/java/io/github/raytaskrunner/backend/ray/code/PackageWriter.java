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

package io.github.raytaskrunner.backend.ray.code;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes zip files whose bytes depend on names and contents alone. Nothing is compressed:
 * most of it is compressed already, and compressors differ between systems.
 */
final class PackageWriter {

	// Ray strips the top folder of some kinds of packages if there is nothing beside it
	private static final String README = "README.txt";

	private static final Content README_CONTENT = Content
		.of("Code of a Java application whose tasks run on this cluster.\n".getBytes(StandardCharsets.UTF_8));

	private static final LocalDateTime TIMESTAMP = LocalDateTime.of(1980, 2, 1, 0, 0);

	private static final int BUFFER_SIZE = 64 * 1024;

	private static final int NAME_BYTES = 8;

	private final Path directory;

	PackageWriter(Path directory) {
		this.directory = directory;
	}

	CodePackage write(SortedMap<String, Content> contents) throws IOException {
		Path temporary = Files.createTempFile(this.directory, "package", ".tmp");
		try {
			MessageDigest digest = sha256();
			try (OutputStream output = new DigestOutputStream(Files.newOutputStream(temporary), digest)) {
				writeZip(output, contents);
			}
			String name = "_ray_pkg_" + HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES) + CodePackage.SUFFIX;
			Path file = this.directory.resolve(name);
			Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
			return new CodePackage(name, file, Files.size(file));
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	private static void writeZip(OutputStream output, SortedMap<String, Content> contents) throws IOException {
		try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(output, BUFFER_SIZE))) {
			writeEntry(zip, README, README_CONTENT);
			for (Map.Entry<String, Content> content : contents.entrySet()) {
				writeEntry(zip, content.getKey(), content.getValue());
			}
		}
	}

	// beside the content: local header, central header, and the name in both
	static long overhead(String name) {
		return 30 + 46 + 2L * name.getBytes(StandardCharsets.UTF_8).length;
	}

	// what a package takes before anything is put in
	static long overhead() throws IOException {
		return 22 + overhead(README) + README_CONTENT.size();
	}

	static void writeEntry(ZipOutputStream zip, String name, Content content) throws IOException {
		ZipEntry entry = new ZipEntry(name);
		entry.setTimeLocal(TIMESTAMP);
		entry.setMethod(ZipEntry.STORED);
		entry.setSize(content.size());
		entry.setCrc(content.crc());
		zip.putNextEntry(entry);
		try (InputStream input = content.open()) {
			input.transferTo(zip);
		}
		zip.closeEntry();
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}
