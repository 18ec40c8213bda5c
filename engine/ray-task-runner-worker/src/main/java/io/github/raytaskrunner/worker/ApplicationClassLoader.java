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

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * Loads the application's code on a Ray worker, apart from Ray's: neither sees the
 * other's libraries, which differ in their versions. Common to both are the JDK,
 * {@code io.ray}, the packages {@code attempt} and {@code wire}, and the classes of this
 * very package.
 */
public final class ApplicationClassLoader extends URLClassLoader {

	private static final String RAY_PACKAGES = "io.ray.";

	private static final String ATTEMPT_PACKAGE = "io.github.raytaskrunner.attempt.";

	private static final String WIRE_PACKAGE = "io.github.raytaskrunner.wire.";

	private static final String WORKER_PACKAGE = "io.github.raytaskrunner.worker.";

	static {
		registerAsParallelCapable();
	}

	private final ClassLoader rayLoader;

	private ApplicationClassLoader(URL[] urls, ClassLoader rayLoader) {
		super(urls, ClassLoader.getPlatformClassLoader());
		this.rayLoader = rayLoader;
	}

	/**
	 * Open the class path of the application to whose package this class belongs.
	 * @return a new loader
	 * @throws IllegalStateException if a file of the class path is missing on this node
	 */
	public static ApplicationClassLoader open() {
		return open(WorkerPackage.folder(), ApplicationClassLoader.class.getClassLoader());
	}

	/**
	 * Open the class path of an application.
	 * @param workerPackage folder of the worker's package; the other packages lie beside
	 * it
	 * @param rayLoader loader of what is common to Ray and the application
	 * @return a new loader
	 * @throws IllegalStateException if a file of the class path is missing
	 */
	static ApplicationClassLoader open(Path workerPackage, ClassLoader rayLoader) {
		return new ApplicationClassLoader(ClassPathIndex.read(workerPackage).toArray(URL[]::new), rayLoader);
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (isShared(name)) {
			return this.rayLoader.loadClass(name);
		}
		return super.loadClass(name, resolve);
	}

	private static boolean isShared(String name) {
		return name.startsWith(RAY_PACKAGES) || name.startsWith(ATTEMPT_PACKAGE) || name.startsWith(WIRE_PACKAGE)
				|| (name.startsWith(WORKER_PACKAGE) && name.indexOf('.', WORKER_PACKAGE.length()) < 0);
	}

}
