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

package io.github.raytaskrunner.autoconfigure;

import org.springframework.core.env.Environment;

/**
 * Whether an application runs as a native image of GraalVM, which has no class path that
 * could travel to a cluster.
 */
final class NativeImage {

	/**
	 * System property of whatever runs in an image.
	 */
	private static final String IMAGE_CODE = "org.graalvm.nativeimage.imagecode";

	private NativeImage() {
	}

	/**
	 * Return whether an environment is that of a native image.
	 * @param environment the environment
	 * @return whether it is
	 */
	static boolean isOf(Environment environment) {
		return environment.containsProperty(IMAGE_CODE);
	}

}
