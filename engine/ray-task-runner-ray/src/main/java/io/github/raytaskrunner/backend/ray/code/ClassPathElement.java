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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * An element of the class path: a jar, or a folder of classes and resources, each a file
 * of its own or within a Spring Boot jar.
 */
final class ClassPathElement {

	private final CodeLocation location;

	private final boolean jar;

	private ClassPathElement(CodeLocation location, boolean jar) {
		this.location = location;
		this.jar = jar;
	}

	static ClassPathElement of(CodeLocation location) {
		String entry = location.entry();
		boolean jar = (entry != null) ? !entry.endsWith("/") : !Files.isDirectory(location.file());
		return new ClassPathElement(location, jar);
	}

	CodeLocation location() {
		return this.location;
	}

	boolean isJar() {
		return this.jar;
	}

	boolean isNested() {
		return this.location.entry() != null;
	}

	String name() {
		String entry = this.location.entry();
		if (entry == null) {
			return String.valueOf(this.location.file().getFileName());
		}
		return String.valueOf(StringUtils.getFilename(StringUtils.trimTrailingCharacter(entry, '/')));
	}

	Content jarContent() throws IOException {
		String entry = this.location.entry();
		if (entry == null) {
			return Content.of(this.location.file());
		}
		try (ZipFile archive = open(this.location.file())) {
			ZipEntry zipEntry = archive.getEntry(entry);
			if (zipEntry == null) {
				throw new IOException(this + " does not exist");
			}
			return Content.of(this.location.file(), zipEntry);
		}
	}

	FolderContents folderContents() throws IOException {
		String entry = this.location.entry();
		if (entry == null) {
			return FolderContents.of(this.location.file());
		}
		try (ZipFile archive = open(this.location.file())) {
			return FolderContents.of(archive, this.location.file(), entry);
		}
	}

	private static ZipFile open(Path file) throws IOException {
		try {
			return new ZipFile(file.toFile());
		}
		catch (ZipException ex) {
			throw new ZipException(file + ": " + ex.getMessage());
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ClassPathElement element && this.location.equals(element.location);
	}

	@Override
	public int hashCode() {
		return this.location.hashCode();
	}

	@Override
	public String toString() {
		return this.location.toString();
	}

}
