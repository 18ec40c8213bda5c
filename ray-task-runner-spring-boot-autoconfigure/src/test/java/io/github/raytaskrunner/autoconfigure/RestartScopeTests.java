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

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.backend.ray.cluster.SharedClusters;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.SimpleThreadScope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RestartScope}, with a scope like that of the devtools.
 */
class RestartScopeTests {

	private static final ClassLoader LIBRARIES = SharedClusters.class.getClassLoader();

	private final SimpleThreadScope scope = new SimpleThreadScope();

	@Test
	void clustersStayOverRestarts() {
		SharedClusters clusters = RestartScope.sharedClusters(restarted(application()));
		assertThat(clusters).isNotNull();
		assertThat(RestartScope.sharedClusters(restarted(application()))).isSameAs(clusters);
	}

	@Test
	void clustersDoNotStayWithoutDevtools() {
		assertThat(RestartScope.sharedClusters(new DefaultListableBeanFactory())).isNull();
	}

	@Test
	void clustersDoNotStayWhereNoRestartFollows() {
		assertThat(RestartScope.sharedClusters(restarted(LIBRARIES))).isNull();
	}

	@Test
	void clustersDoNotStayWhereThisLibraryIsRestartedToo() {
		assertThat(RestartScope.sharedClusters(restarted(new URLClassLoader(new URL[0], LIBRARIES.getParent()))))
			.isNull();
	}

	@Test
	@Tag("slow")
	@RayInstallations(RayVersions.NEWEST)
	void restartedApplicationRunsOnTheClusterOfBefore() {
		List<String> clusters = new ArrayList<>();
		for (int start = 0; start < 2; start++) {
			onRay().withClassLoader(application()).run((context) -> clusters.add(cluster(context)));
		}
		assertThat(clusters.get(1)).startsWith("http://127.0.0.1:").isEqualTo(clusters.get(0));
	}

	private ApplicationContextRunner onRay() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class))
			.withPropertyValues("ray.address=local", "ray.home=" + RayTestInstallation.version(RayVersions.NEWEST),
					"ray.init.num-cpus=1")
			.withInitializer((context) -> context.getBeanFactory().registerScope("restart", this.scope));
	}

	private static String cluster(ApplicationContext context) {
		ObservableRayTaskRunner runner = context.getBean(ObservableRayTaskRunner.class);
		assertThat(runner.submit(() -> 42).result()).isEqualTo(42);
		return ((RunnerStatus.Connected) runner.status()).backend().dashboardUrl();
	}

	private DefaultListableBeanFactory restarted(ClassLoader classLoader) {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.setBeanClassLoader(classLoader);
		beanFactory.registerScope("restart", this.scope);
		return beanFactory;
	}

	private static ClassLoader application() {
		return new URLClassLoader(new URL[0], LIBRARIES);
	}

}
