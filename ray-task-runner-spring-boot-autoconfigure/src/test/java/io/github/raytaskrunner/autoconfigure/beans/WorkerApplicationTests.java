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

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.serialization.BeanReference;
import io.github.raytaskrunner.serialization.TaskBeans;
import io.github.raytaskrunner.serialization.TaskSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkerApplication}: the application context of a worker, made here.
 */
class WorkerApplicationTests {

	private static final List<String> STARTED = new CopyOnWriteArrayList<>();

	private final ConfigurableApplicationContext application = run("--ray.address=embedded", "--pricing.factor=3",
			"--pricing.password=secret", "--spring.sql.init.mode=always", "--spring.profiles.active=prod", "file");

	private final RayTaskRunner runner = this.application.getBean(RayTaskRunner.class);

	private static ConfigurableApplicationContext run(String... args) {
		return SpringApplication.run(Application.class, args);
	}

	@AfterEach
	void close() {
		this.application.close();
		STARTED.clear();
	}

	private WorkerApplication describe() {
		return Objects.requireNonNull(
				WorkerApplication.of(this.application.getBeanFactory(), this.application.getEnvironment(), List.of()));
	}

	private TaskBeans create() {
		TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);
		WorkerApplication arrived = (WorkerApplication) Objects
			.requireNonNull(serializer.readValue(serializer.writeValue(describe())));
		return arrived.create(getClass().getClassLoader(), () -> this.runner);
	}

	@SuppressWarnings("unchecked")
	private static <T> T bean(TaskBeans beans, Class<T> type) {
		return (T) beans.resolve(new BeanReference(nameOf(type), false));
	}

	private static String nameOf(Class<?> type) {
		return Character.toLowerCase(type.getSimpleName().charAt(0)) + type.getSimpleName().substring(1);
	}

	@Test
	void beanHasItsDependenciesAndTheApplicationsProperties() {
		assertThat(bean(create(), Pricing.class).price(7)).isEqualTo(21);
	}

	@Test
	void beanOfTheContextIsReferredToByItsName() {
		TaskBeans beans = create();
		Pricing pricing = bean(beans, Pricing.class);
		assertThat(pricing).isNotSameAs(this.application.getBean(Pricing.class));
		assertThat(beans.referenceTo(pricing)).isEqualTo(new BeanReference("pricing", false));
	}

	@Test
	void runnersAreThatOfTheTasks() {
		assertThat(bean(create(), Submitting.class).runner()).isSameAs(this.runner);
	}

	@Test
	void contextKnowsWhatItIs() {
		Environment environment = (Environment) create().resolve(new BeanReference("environment", false));
		assertThat(environment.getActiveProfiles()).containsExactlyInAnyOrder("prod", "ray.worker");
		assertThat(environment.matchesProfiles("ray.worker & prod")).isTrue();
	}

	@Test
	void defaultProfileStaysActive() {
		try (ConfigurableApplicationContext other = run("--ray.address=embedded", "--pricing.factor=1")) {
			WorkerApplication description = WorkerApplication.of(other.getBeanFactory(), other.getEnvironment(),
					List.of());
			assertThat(description).isNotNull();
			assertThat(description.profiles()).containsExactly("default");
		}
	}

	@Test
	void argumentsAreTheApplications() {
		ApplicationArguments arguments = (ApplicationArguments) create()
			.resolve(new BeanReference("springApplicationArguments", false));
		assertThat(arguments.getNonOptionArgs()).containsExactly("file");
		assertThat(arguments.getOptionNames()).contains("pricing.factor").doesNotContain("pricing.password");
	}

	@Test
	void nothingRunsListensOrIsScheduledAtTheStart() {
		awaitStartOfTheApplication();
		STARTED.clear();
		TaskBeans beans = create();
		assertThat(STARTED).isEmpty();
		assertThat(bean(beans, Starting.class).isRunning()).isFalse();
		assertThat(STARTED).containsExactly("eager");
	}

	private static void awaitStartOfTheApplication() {
		Awaitility.await()
			.untilAsserted(() -> assertThat(STARTED).contains("eager", "runner", "life cycle", "event", "scheduled"));
	}

	@Test
	void listenersOfTheApplicationAreNotAddedToRunners() {
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> create().resolve(new BeanReference("rayListenerRegistration", false)))
			.withMessageContaining("No bean named 'rayListenerRegistration'");
	}

	@Test
	void databasesAreLeftAsTheyAre() {
		Environment environment = (Environment) create().resolve(new BeanReference("environment", false));
		assertThat(environment.getProperty("spring.sql.init.mode")).isEqualTo("never");
		assertThat(environment.getProperty("spring.jpa.hibernate.ddl-auto")).isEqualTo("none");
	}

	@Test
	void eventsOfTheApplicationAreHeard() {
		TaskBeans beans = create();
		awaitStartOfTheApplication();
		STARTED.clear();
		bean(beans, Pricing.class).announce();
		assertThat(STARTED).containsExactly("eager", "priced");
	}

	@Test
	void contextThatCannotStartSaysWhy() {
		WorkerApplication description = describe();
		WorkerApplication broken = new WorkerApplication(List.of(Application.class.getName(), Broken.class.getName()),
				List.of(), description.profiles(), description.properties());
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> broken.create(getClass().getClassLoader(), () -> this.runner))
			.withStackTraceContaining("broken on purpose");
	}

	@Test
	void valuesAreNotPrinted() {
		assertThat(describe().properties()).containsEntry("pricing.factor", "3");
		assertThat(describe()).asString().contains("Application").doesNotContain("pricing.factor");
	}

	@Test
	void contextWithAParentIsNotDescribed() {
		try (ConfigurableApplicationContext child = new SpringApplicationBuilder(Configured.class)
			.child(Application.class)
			.run("--ray.address=embedded", "--pricing.factor=1")) {
			assertThat(WorkerApplication.of(child.getBeanFactory(), child.getEnvironment(), List.of())).isNull();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Configured {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@ImportAutoConfiguration(RayTaskRunnerAutoConfiguration.class)
	static class Application {

		@Bean
		Pricing pricing(Prices prices, ConfigurableApplicationContext context) {
			return new Pricing(prices, context);
		}

		@Bean
		Prices prices(@Value("${pricing.factor}") int factor) {
			return new Prices(factor);
		}

		@Bean
		Submitting submitting(RayTaskRunner runner) {
			return new Submitting(runner);
		}

		@Bean
		@Lazy(false)
		Starting starting() {
			return new Starting();
		}

		@Bean
		ApplicationRunner starter() {
			return (args) -> STARTED.add("runner");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Broken {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static SmartInitializingSingleton broken() {
			throw new IllegalStateException("broken on purpose");
		}

	}

	record Prices(int factor) {

	}

	record Pricing(Prices prices, ConfigurableApplicationContext context) {

		int price(int amount) {
			return amount * this.prices.factor();
		}

		void announce() {
			this.context.publishEvent(new Priced(this));
		}

	}

	record Submitting(RayTaskRunner runner) {

	}

	static class Priced extends ApplicationEvent {

		Priced(Object source) {
			super(source);
		}

	}

	static class Starting implements SmartLifecycle {

		private volatile boolean running;

		Starting() {
			STARTED.add("eager");
		}

		@Override
		public void start() {
			this.running = true;
			STARTED.add("life cycle");
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@EventListener
		void onStart(ContextRefreshedEvent event) {
			STARTED.add("event");
		}

		@EventListener
		void onPriced(Priced event) {
			STARTED.add("priced");
		}

		@Scheduled(fixedDelay = Long.MAX_VALUE)
		void onSchedule() {
			STARTED.add("scheduled");
		}

	}

}
