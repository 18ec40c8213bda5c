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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * Says in the log what of a folder of the class path goes to the cluster, or does not,
 * and may surprise: a folder may have become part of the class path by accident.
 */
final class FolderReview {

	private static final Log logger = LogFactory.getLog(FolderReview.class);

	private static final DataSize MUCH = DataSize.ofMegabytes(20);

	private static final Pattern SECRET = Pattern.compile(
			"(?i)(.*/)?(id_(rsa|dsa|ecdsa|ed25519)|[^/]+\\.(env|pem|key|p12|pfx|jks|jceks|keystore|keytab|kdbx|ppk))");

	private static final int MOST_NAMES = 5;

	private final ClassPathElement folder;

	private final FolderContents contents;

	/**
	 * Create a new review.
	 * @param folder the folder
	 * @throws IOException if it cannot be read
	 */
	FolderReview(ClassPathElement folder) throws IOException {
		this.folder = folder;
		this.contents = folder.folderContents();
	}

	void log() throws IOException {
		logHidden();
		logSecrets();
		logSize();
	}

	private void logHidden() {
		if (!this.contents.hidden().isEmpty()) {
			logger.info("Hidden files and folders on the class path do not go to Ray: " + names(this.contents.hidden())
					+ " in " + this.folder);
		}
	}

	private void logSecrets() {
		List<String> secrets = this.contents.files().keySet().stream().filter(SECRET.asMatchPredicate()).toList();
		if (!secrets.isEmpty()) {
			logger.warn("Files that may hold keys or passwords are on the class path and so go to the nodes of Ray: "
					+ names(secrets) + " in " + this.folder);
		}
	}

	private void logSize() throws IOException {
		SortedMap<Long, String> namesBySize = new TreeMap<>();
		long size = 0;
		for (Map.Entry<String, Content> file : this.contents.files().entrySet()) {
			if (!file.getKey().endsWith(ClassUtils.CLASS_FILE_SUFFIX)) {
				size += file.getValue().size();
				namesBySize.put(file.getValue().size(), file.getKey());
			}
		}
		if (size > MUCH.toBytes()) {
			logger
				.warn(DataSize.ofBytes(size).toMegabytes() + " MB that are no classes are on the class path and so go "
						+ "to the nodes of Ray, the largest file is " + namesBySize.get(namesBySize.lastKey()) + " in "
						+ this.folder);
		}
	}

	private static String names(Collection<String> names) {
		String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
		return (names.size() > MOST_NAMES) ? first + " and " + (names.size() - MOST_NAMES) + " more" : first;
	}

}
