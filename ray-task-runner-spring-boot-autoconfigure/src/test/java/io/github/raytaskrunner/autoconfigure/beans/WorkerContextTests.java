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

package io.github.raytaskrunner.autoconfigure.beans;

import io.github.raytaskrunner.RayTaskRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link WorkerContext}.
 */
class WorkerContextTests {

	private final RayTaskRunner runner = mock(RayTaskRunner.class);

	private final WorkerContext context = new WorkerContext(() -> this.runner);

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void listenerContainersOfTheApplicationDoNotStart() {
		this.context.registerBean(ContainerFactory.class, () -> new ContainerFactory());
		this.context.registerBean(Container.class, () -> new Container());
		this.context.refresh();
		assertThat(this.context.getBean(ContainerFactory.class).autoStartup).isFalse();
		assertThat(this.context.getBean(Container.class).autoStartup).isFalse();
	}

	@Test
	void onlySwitchesAreSwitchedOff() {
		this.context.registerBean(NamedStartup.class, () -> new NamedStartup());
		this.context.refresh();
		assertThat(this.context.getBean(NamedStartup.class).autoStartup).isEqualTo("fast");
	}

	@Test
	void onlySingletonsThatCompleteOthersAreMadeAtTheStart() {
		this.context.registerBean("own", Initializing.class, () -> new Initializing());
		this.context.registerBean("completing", Initializing.class, () -> new Initializing(),
				(definition) -> definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE));
		this.context.refresh();
		assertThat(this.context.getBeanFactory().containsSingleton("own")).isFalse();
		assertThat(this.context.getBeanFactory().containsSingleton("completing")).isTrue();
	}

	@Test
	void runnerOfAnotherClassIsMadeBesideThatOfTheTasks() {
		AuditingRunner auditing = mock(AuditingRunner.class);
		this.context.registerBean("default", RayTaskRunner.class, () -> mock(RayTaskRunner.class));
		this.context.registerBean("auditing", AuditingRunner.class, () -> auditing);
		this.context.refresh();
		assertThat(this.context.getBean("default")).isSameAs(this.runner);
		assertThat(this.context.getBean(AuditingRunner.class)).isSameAs(auditing);
	}

	interface FactorySettings {

		void setAutoStartup(Boolean autoStartup);

	}

	static class ContainerFactory implements FactorySettings {

		private Boolean autoStartup = true;

		@Override
		public void setAutoStartup(Boolean autoStartup) {
			this.autoStartup = autoStartup;
		}

	}

	interface ContainerSettings {

		void setAutoStartup(boolean autoStartup);

	}

	static class Container implements ContainerSettings {

		private boolean autoStartup = true;

		@Override
		public void setAutoStartup(boolean autoStartup) {
			this.autoStartup = autoStartup;
		}

	}

	interface NamedSettings {

		void setAutoStartup(String autoStartup);

	}

	static class NamedStartup implements NamedSettings {

		private String autoStartup = "fast";

		@Override
		public void setAutoStartup(String autoStartup) {
			this.autoStartup = autoStartup;
		}

	}

	static class Initializing implements SmartInitializingSingleton {

		@Override
		public void afterSingletonsInstantiated() {
		}

	}

	abstract static class AuditingRunner implements RayTaskRunner {

	}

}
