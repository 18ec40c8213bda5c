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

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What lies in a folder of the class path. No class is loaded from what is hidden, that
 * is, has a name that starts with a dot, and it may be anything: a repository, passwords.
 *
 * @param files files that are not hidden, by their names relative to the folder
 * @param hidden relative names of hidden files and folders
 */
record FolderContents(SortedMap<String, Content> files, SortedSet<String> hidden) {

	private static final Log logger = LogFactory.getLog(FolderContents.class);

	private static FolderContents empty() {
		return new FolderContents(new TreeMap<>(), new TreeSet<>());
	}

	/**
	 * Look into a folder of a zip file.
	 * @param zip the zip file
	 * @param file where it lies
	 * @param prefix name of the folder, with a final slash
	 */
	static FolderContents of(ZipFile zip, Path file, String prefix) {
		FolderContents contents = empty();
		zip.stream()
			.filter((entry) -> !entry.isDirectory() && entry.getName().startsWith(prefix))
			.forEach((entry) -> contents.add(entry.getName().substring(prefix.length()), file, entry));
		return contents;
	}

	private void add(String name, Path zip, ZipEntry entry) {
		int start = 0;
		for (int end = 0; end >= 0; start = end + 1) {
			end = name.indexOf('/', start);
			if (name.startsWith(".", start)) {
				this.hidden.add((end >= 0) ? name.substring(0, end) : name);
				return;
			}
		}
		this.files.put(name, Content.of(zip, entry));
	}

	/**
	 * Look into a folder.
	 * @param folder the folder
	 * @throws IOException if it cannot be read; what lies in it and cannot be read is
	 * left out, as the JVM finds nothing there either
	 */
	static FolderContents of(Path folder) throws IOException {
		FolderContents contents = empty();
		Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
				if (directory.equals(folder) || !isHidden(directory)) {
					return FileVisitResult.CONTINUE;
				}
				contents.hidden.add(name(folder, directory));
				return FileVisitResult.SKIP_SUBTREE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				if (isHidden(file)) {
					contents.hidden.add(name(folder, file));
				}
				else if (attributes.isRegularFile()) {
					contents.files.put(name(folder, file), Content.of(file));
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException ex) {
				logger.debug("Ignored " + file + " of the class path", ex);
				return FileVisitResult.CONTINUE;
			}

		});
		return contents;
	}

	private static boolean isHidden(Path path) {
		return path.getFileName().toString().startsWith(".");
	}

	private static String name(Path folder, Path path) {
		return folder.relativize(path).toString().replace(File.separatorChar, '/');
	}

}
