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

package io.github.raytaskrunner.worker;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;

/**
 * The package of this worker's own jar, as Ray has unpacked it on this node.
 */
public final class WorkerPackage {

	private WorkerPackage() {
	}

	/**
	 * Return the folder of the package. Those of the application's other packages lie
	 * beside it.
	 * @throws IllegalStateException if this class is of no jar
	 */
	static Path folder() {
		CodeSource source = WorkerPackage.class.getProtectionDomain().getCodeSource();
		if (source == null || source.getLocation() == null) {
			throw new IllegalStateException("Where the worker's own jar lies is unknown");
		}
		try {
			Path workerJar = Path.of(source.getLocation().toURI());
			return Objects.requireNonNull(workerJar.toAbsolutePath().getParent());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException("Where the worker's own jar lies is unknown: " + source, ex);
		}
	}

	/**
	 * Return the URI by which Ray knows the package: it unpacks each into a folder of its
	 * name. Python finds its part of this library in it.
	 * @return the URI, for a runtime environment
	 */
	public static String uri() {
		return "gcs://" + folder().getFileName() + ".zip";
	}

}
