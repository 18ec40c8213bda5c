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

import java.util.List;

/**
 * The code of the driver process as the working directory of a Ray job.
 *
 * @param codePackage the package
 * @param classPath elements of the driver's class path in order, relative to the working
 * directory
 */
public record DriverPackage(CodePackage codePackage, List<String> classPath) {

	/**
	 * Name of the shell script in the package that runs the driver. Its arguments are the
	 * class path, the driver's main class and the options of its JVM.
	 */
	public static final String SCRIPT = "driver.sh";

	public DriverPackage {
		classPath = List.copyOf(classPath);
	}

}
