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

package io.github.raytaskrunner.test;

import java.nio.file.Path;
import java.util.Optional;

import io.github.raytaskrunner.backend.ray.cluster.RayInstallation;
import io.github.raytaskrunner.backend.ray.cluster.RayNotInstalledException;
import io.github.raytaskrunner.backend.ray.cluster.SharedClusters;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Lets tasks run on a shared cluster, or embedded in a context whose tests are aborted
 * because there is no Ray.
 *
 * @param clusters the shared clusters
 */
record SharedClusterContextCustomizer(SharedClusters clusters) implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		context.getBeanFactory().registerSingleton("rayTestClusters", this.clusters);
		RayTestAddress.set(context.getEnvironment(), "local");
		// when all properties are there
		context.addBeanFactoryPostProcessor(
				(beanFactory) -> whyThereIsNoRay(context.getEnvironment()).ifPresent((reason) -> {
					RayTestAddress.override(context.getEnvironment(), RayTestAddress.NONE);
					beanFactory.registerSingleton("rayMissing", new MissingRay(reason));
				}));
	}

	private static Optional<String> whyThereIsNoRay(ConfigurableEnvironment environment) {
		if (!"local".equals(environment.getProperty("ray.address"))) {
			return Optional.empty();
		}
		Path home = Binder.get(environment).bind("ray.home", Path.class).orElse(null);
		try {
			return RayInstallation.find(home, environment.getProperty("PATH")).isPresent() ? Optional.empty()
					: Optional.of("there is no 'ray' command on the PATH, and 'ray.home' is not set");
		}
		catch (RayNotInstalledException ex) {
			return Optional.ofNullable(ex.getMessage());
		}
	}

}
