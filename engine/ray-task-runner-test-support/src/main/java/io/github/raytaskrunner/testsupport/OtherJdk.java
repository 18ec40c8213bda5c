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
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import org.opentest4j.TestAbortedException;

/**
 * A Java of another version than the one that runs the tests, for what has to be the same
 * on all versions.
 */
public final class OtherJdk {

	private static final int OLDEST = 17;

	private OtherJdk() {
	}

	/**
	 * Return the newest other version beside the one that runs the tests.
	 * @return its directory
	 * @throws TestAbortedException if there is none
	 */
	public static Path home() {
		return newest()
			.orElseThrow(() -> new TestAbortedException("There is no other JDK beside " + here().getParent()));
	}

	private static Optional<Path> newest() {
		int ours = Runtime.version().feature();
		try (Stream<Path> siblings = Files.list(here().getParent())) {
			return siblings.filter((home) -> feature(home) >= OLDEST && feature(home) != ours)
				.max(Comparator.comparingInt(OtherJdk::feature));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path here() {
		return Path.of(System.getProperty("java.home")).toAbsolutePath();
	}

	private static int feature(Path home) {
		Path release = home.resolve("release");
		if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin").resolve("java"))) {
			return 0;
		}
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(release)) {
			properties.load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
		return Runtime.Version.parse(version).feature();
	}

}
