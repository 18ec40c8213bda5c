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

package io.github.raytaskrunner.backend.ray.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * {@link TemporaryCluster Temporary clusters} with the same settings, a new one each
 * time.
 *
 * @param installation the Ray to start
 * @param initArguments arguments of {@code ray.init} by their Python names, such as
 * {@code num_cpus}; Ray itself checks them
 * @param javaHome the Java that runs the cluster's Java workers
 */
public record TemporaryClusters(RayInstallation installation, Map<String, Object> initArguments,
		Path javaHome) implements RayClusters {

	private static final Log logger = LogFactory.getLog(TemporaryClusters.class);

	public TemporaryClusters {
		initArguments = Map.copyOf(initArguments);
	}

	@Override
	public TemporaryCluster open(Duration timeout, Consumer<String> onDeath) {
		try {
			return start(timeout, onDeath);
		}
		catch (ClusterStartException ex) {
			if (!isForTakenPort(ex)) {
				throw ex;
			}
			logger.info("Another process has taken a port that Ray had found free, so Ray is started once more");
			return start(timeout, onDeath);
		}
	}

	private TemporaryCluster start(Duration timeout, Consumer<String> onDeath) {
		return TemporaryCluster.start(this.installation, this.initArguments, this.javaHome, timeout, onDeath);
	}

	private static boolean isForTakenPort(ClusterStartException failure) {
		return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("address already in use");
	}

}
