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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.github.raytaskrunner.worker.ClassPathIndex;

/**
 * The application's class path as packages for Ray's workers, in layers: released
 * libraries, other jars, folders of classes, and a small package with the worker's own
 * jar, an index of the others and what workers of Python need. What did not change keeps
 * its name, so that it is uploaded only once.
 * <p>
 * Ray unpacks every package into a folder of its name, all beside each other.
 * {@code worker.jar} is the only code that Ray's own class path sees; it loads the
 * application's code as the {@link ClassPathIndex} says.
 */
public final class CodePackages {

	// the dashboard accepts 100 MiB
	static final long MAX_SIZE = 90L * 1024 * 1024;

	static final String WORKER_JAR = "worker.jar";

	private static final Pattern RELEASED = Pattern.compile(".+-\\d.*(?<!-SNAPSHOT)\\.jar");

	private final List<CodePackage> packages;

	CodePackages(List<CodePackage> packages) {
		this.packages = List.copyOf(packages);
	}

	/**
	 * Write the packages.
	 * @param classPath class path of the application
	 * @param directory existing directory for the zip files
	 * @return the packages
	 * @throws io.github.raytaskrunner.RayTaskRunnerException if a single file is too
	 * large for Ray, or the class path does not contain this library
	 */
	public static CodePackages build(ApplicationClassPath classPath, Path directory) {
		return build(classPath, directory, MAX_SIZE);
	}

	static CodePackages build(ApplicationClassPath classPath, Path directory, long maxSize) {
		try {
			PackageWriter writer = new PackageWriter(directory);
			List<ClassPathElement> elements = classPath.elements();
			PackagePacker packer = new PackagePacker(writer, new PackageLayout(elements), maxSize);
			packer.pack(elements.stream().filter(CodePackages::isReleased).toList());
			packer.pack(elements.stream().filter((element) -> element.isJar() && !isReleased(element)).toList());
			List<ClassPathElement> folders = elements.stream().filter((element) -> !element.isJar()).toList();
			for (ClassPathElement folder : folders) {
				new FolderReview(folder).log();
			}
			packer.pack(folders);
			List<CodePackage> packages = new ArrayList<>(packer.packages());
			packages.add(writeWorkerPackage(writer, classPath, packer));
			return new CodePackages(packages);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The class path cannot be packed into " + directory, ex);
		}
	}

	private static CodePackage writeWorkerPackage(PackageWriter writer, ApplicationClassPath classPath,
			PackagePacker packer) throws IOException {
		List<String> paths = new ArrayList<>();
		classPath.elements().forEach((element) -> paths.addAll(packer.paths(element)));
		TreeMap<String, Content> contents = new TreeMap<>();
		contents.put(WORKER_JAR, WorkerJar.from(classPath));
		contents.putAll(PythonModule.contents());
		contents.put(ClassPathIndex.FILE_NAME, Content.of(new ClassPathIndex(paths).toBytes()));
		return writer.write(contents);
	}

	private static boolean isReleased(ClassPathElement element) {
		return element.isJar() && RELEASED.matcher(element.name()).matches();
	}

	/**
	 * Return all packages, in the order in which to upload them.
	 * @return the packages
	 */
	public List<CodePackage> packages() {
		return this.packages;
	}

	/**
	 * Return the URIs of all packages: each has to be named in a job's
	 * {@code runtime_env.java_jars}.
	 * @return the URIs
	 */
	public List<String> uris() {
		return this.packages.stream().map(CodePackage::uri).toList();
	}

}
