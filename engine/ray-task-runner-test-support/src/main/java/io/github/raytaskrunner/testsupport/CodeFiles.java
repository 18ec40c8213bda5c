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

package io.github.raytaskrunner.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Makes and reads jars and folders of classes.
 */
public final class CodeFiles {

	private CodeFiles() {
	}

	/**
	 * Write a jar.
	 * @param jar the jar
	 * @param namesAndTexts names of entries, each followed by its text
	 * @return the jar
	 */
	public static Path jar(Path jar, String... namesAndTexts) {
		Map<String, byte[]> entries = new LinkedHashMap<>();
		for (int i = 0; i < namesAndTexts.length; i += 2) {
			entries.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
		}
		return jar(jar, entries);
	}

	/**
	 * Write a jar whose entries are stored, as in a Spring Boot jar.
	 * @param jar the jar
	 * @param entries contents by names, in order
	 * @return the jar
	 */
	public static Path jar(Path jar, Map<String, byte[]> entries) {
		try {
			Files.createDirectories(jar.getParent());
			try (OutputStream output = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(output)) {
				for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
					ZipEntry zipEntry = new ZipEntry(entry.getKey());
					zipEntry.setMethod(ZipEntry.STORED);
					zipEntry.setSize(entry.getValue().length);
					CRC32 crc = new CRC32();
					crc.update(entry.getValue());
					zipEntry.setCrc(crc.getValue());
					zip.putNextEntry(zipEntry);
					zip.write(entry.getValue());
					zip.closeEntry();
				}
			}
			return jar.toRealPath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Write a jar that has nothing but a manifest with a class path.
	 * @param jar the jar
	 * @param classPath value of {@code Class-Path}
	 * @return the jar
	 */
	public static Path pathingJar(Path jar, String classPath) {
		return jar(jar, "META-INF/MANIFEST.MF", manifest("Class-Path: " + classPath));
	}

	/**
	 * Return the text of a manifest.
	 * @param attribute name and value of its only attribute
	 * @return the text
	 */
	public static String manifest(String attribute) {
		return "Manifest-Version: 1.0\r\n" + attribute + "\r\n\r\n";
	}

	/**
	 * Write files into a folder.
	 * @param folder the folder
	 * @param namesAndTexts names of files, each followed by its text
	 * @return the folder
	 */
	public static Path folder(Path folder, String... namesAndTexts) {
		try {
			Files.createDirectories(folder);
			for (int i = 0; i < namesAndTexts.length; i += 2) {
				Path file = folder.resolve(namesAndTexts[i]);
				Files.createDirectories(file.getParent());
				Files.writeString(file, namesAndTexts[i + 1]);
			}
			return folder.toRealPath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return where a class was loaded from.
	 * @param type the class
	 * @return a folder or jar
	 */
	public static Path locationOf(Class<?> type) {
		try {
			return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toRealPath();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return a loader of nothing but some files and folders and the JDK.
	 * @param paths the files and folders
	 * @return the loader
	 */
	public static URLClassLoader loader(Path... paths) {
		URL[] urls = Stream.of(paths).map(CodeFiles::url).toArray(URL[]::new);
		return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
	}

	private static URL url(Path path) {
		try {
			return path.toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * Read a zip file.
	 * @param input the file's content
	 * @return contents by names, in order
	 * @throws IOException on failure
	 */
	public static Map<String, byte[]> unzip(InputStream input) throws IOException {
		Map<String, byte[]> entries = new LinkedHashMap<>();
		try (ZipInputStream zip = new ZipInputStream(input)) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				entries.put(entry.getName(), zip.readAllBytes());
			}
		}
		return entries;
	}

	/**
	 * Read a zip file.
	 * @param zip the file
	 * @return contents by names, in order
	 * @throws IOException on failure
	 */
	public static Map<String, byte[]> unzip(Path zip) throws IOException {
		try (InputStream input = Files.newInputStream(zip)) {
			return unzip(input);
		}
	}

	/**
	 * Unpack a zip file.
	 * @param zip the file
	 * @param folder the folder for its content
	 * @return the folder
	 * @throws IOException on failure
	 */
	public static Path unpack(Path zip, Path folder) throws IOException {
		for (Map.Entry<String, byte[]> entry : unzip(zip).entrySet()) {
			Path file = folder.resolve(entry.getKey());
			if (entry.getKey().endsWith("/")) {
				Files.createDirectories(file);
			}
			else {
				Files.createDirectories(file.getParent());
				Files.write(file, entry.getValue());
			}
		}
		return folder;
	}

}
