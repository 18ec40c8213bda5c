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

import io.github.raytaskrunner.backend.ray.cluster.SharedClusters;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.Scope;

/**
 * What stays while Spring Boot's devtools restart an application, by the scope that they
 * give each application context.
 */
final class RestartScope {

	private static final String NAME = "restart";

	private RestartScope() {
	}

	/**
	 * Return the clusters that stay.
	 * @param beanFactory the bean factory of the application context
	 * @return the clusters, or {@code null} if no restart can follow that keeps the
	 * classes of this library
	 */
	static @Nullable SharedClusters sharedClusters(ConfigurableBeanFactory beanFactory) {
		Scope scope = beanFactory.getRegisteredScope(NAME);
		return (scope != null && keepsThisLibrary(beanFactory))
				? (SharedClusters) scope.get(SharedClusters.class.getName(), SharedClusters::new) : null;
	}

	/**
	 * A restart begins with a new class loader for the application's classes, below that
	 * of its libraries.
	 */
	private static boolean keepsThisLibrary(ConfigurableBeanFactory beanFactory) {
		ClassLoader application = beanFactory.getBeanClassLoader();
		return application != null && application.getParent() == SharedClusters.class.getClassLoader();
	}

}
