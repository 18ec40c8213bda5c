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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.zip.ZipOutputStream;

import io.github.raytaskrunner.RayTaskRunnerException;

/**
 * The jar with the code that runs in Ray's own class loader on the workers.
 */
final class WorkerJar {

	// named and not referred to: these classes belong to the workers
	private static final Pattern CLASSES = Pattern
		.compile("io/github/raytaskrunner/(worker|calls|attempt)/[^/]+\\.class");

	private static final String LOADER = "io.github.raytaskrunner.worker.ApplicationClassLoader";

	private WorkerJar() {
	}

	static Content from(ApplicationClassPath classPath) throws IOException {
		ClassPathElement element = classPath.find(LOADER);
		if (element == null) {
			throw new RayTaskRunnerException("The class path of the application does not contain " + LOADER
					+ ": the library that runs tasks on Ray has to be among the application's own. Class path: "
					+ classPath);
		}
		SortedMap<String, Content> classes = element.resources(WorkerJar::isWorkerClass);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (Map.Entry<String, Content> entry : classes.entrySet()) {
				PackageWriter.writeEntry(zip, entry.getKey(), entry.getValue());
			}
		}
		return Content.of(bytes.toByteArray());
	}

	private static boolean isWorkerClass(String name) {
		return CLASSES.matcher(name).matches();
	}

}
