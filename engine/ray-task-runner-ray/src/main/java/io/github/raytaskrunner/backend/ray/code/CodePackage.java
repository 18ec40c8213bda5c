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

import java.nio.file.Path;

/**
 * A zip file for Ray, named after its content.
 *
 * @param name name, {@code _ray_pkg_0123456789abcdef.zip} say; the same content has the
 * same name on every machine
 * @param file the zip file
 * @param size size of the zip file in bytes
 */
public record CodePackage(String name, Path file, long size) {

	static final String SUFFIX = ".zip";

	/**
	 * Return the URI that names this package in a runtime environment.
	 * @return the URI
	 */
	public String uri() {
		return "gcs://" + this.name;
	}

	/**
	 * Return the name of the folder into which Ray unpacks this package.
	 */
	String folder() {
		return this.name.substring(0, this.name.length() - SUFFIX.length());
	}

}
