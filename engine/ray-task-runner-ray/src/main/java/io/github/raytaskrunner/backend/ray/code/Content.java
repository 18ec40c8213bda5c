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

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Bytes to be packed, which are not held in memory.
 */
interface Content {

	Content EMPTY = of(new byte[0]);

	long size() throws IOException;

	long crc() throws IOException;

	InputStream open() throws IOException;

	static Content of(Path file) {
		return new FileContent(file);
	}

	static Content of(Path zip, ZipEntry entry) {
		return new EntryContent(zip, entry);
	}

	static Content of(byte[] bytes) {
		return new ByteContent(bytes);
	}

	/**
	 * Content of a file.
	 *
	 * @param file the file
	 */
	record FileContent(Path file) implements Content {

		private static final int BUFFER_SIZE = 64 * 1024;

		@Override
		public long size() throws IOException {
			return Files.size(this.file);
		}

		@Override
		public long crc() throws IOException {
			CRC32 crc = new CRC32();
			byte[] buffer = new byte[BUFFER_SIZE];
			try (InputStream input = open()) {
				for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
					crc.update(buffer, 0, n);
				}
			}
			return crc.getValue();
		}

		@Override
		public InputStream open() throws IOException {
			return Files.newInputStream(this.file);
		}

	}

	/**
	 * Content of an entry of a zip file.
	 *
	 * @param zip the zip file
	 * @param entry the entry
	 */
	record EntryContent(Path zip, ZipEntry entry) implements Content {

		@Override
		public long size() {
			return this.entry.getSize();
		}

		@Override
		public long crc() {
			return this.entry.getCrc();
		}

		@Override
		public InputStream open() throws IOException {
			ZipFile file = new ZipFile(this.zip.toFile());
			return new FilterInputStream(file.getInputStream(this.entry)) {

				@Override
				public void close() throws IOException {
					file.close();
				}

			};
		}

	}

	/**
	 * Content in memory.
	 *
	 * @param bytes the bytes
	 */
	record ByteContent(byte[] bytes) implements Content {

		@Override
		public long size() {
			return this.bytes.length;
		}

		@Override
		public long crc() {
			CRC32 crc = new CRC32();
			crc.update(this.bytes);
			return crc.getValue();
		}

		@Override
		public InputStream open() {
			return new ByteArrayInputStream(this.bytes);
		}

	}

}
