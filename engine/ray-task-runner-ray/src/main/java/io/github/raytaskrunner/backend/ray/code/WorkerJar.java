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
import java.util.zip.ZipOutputStream;

/**
 * The jar of the module whose classes run in Ray's own class loader on the workers.
 */
final class WorkerJar {

	// named and not referred to: this class belongs to the workers
	private static final String LOADER = "io.github.raytaskrunner.worker.ApplicationClassLoader";

	private WorkerJar() {
	}

	static Content from(ApplicationClassPath classPath) throws IOException {
		ClassPathElement element = classPath.require(LOADER, "ray-task-runner-worker");
		return (element.isJar()) ? element.jarContent() : jarOf(element.folderContents());
	}

	private static Content jarOf(FolderContents folder) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (Map.Entry<String, Content> file : folder.files().entrySet()) {
				PackageWriter.writeEntry(zip, file.getKey(), file.getValue());
			}
		}
		return Content.of(bytes.toByteArray());
	}

}
