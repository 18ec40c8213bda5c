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

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.raytaskrunner.RayTaskRunner;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * Makes the application context of a worker. It ends before the application would run: no
 * runner is called and no event tells that it was started, but for what keeps the MDC as
 * what is observed.
 */
final class WorkerSpringApplication extends SpringApplication {

	private static final String PROFILE = "ray.worker";

	/**
	 * Nothing serves, listens, makes or changes the schema of a database, or writes log
	 * files that belong to the application. Its files are not here, but what they say is
	 * among its properties.
	 */
	private static final Map<String, Object> FIXED = Map.ofEntries(
			Map.entry("spring.main.web-application-type", "none"), Map.entry("spring.main.banner-mode", "off"),
			Map.entry("spring.main.keep-alive", "false"), Map.entry("spring.main.register-shutdown-hook", "false"),
			Map.entry("spring.main.log-startup-info", "false"), Map.entry("spring.config.on-not-found", "ignore"),
			Map.entry("spring.application.admin.enabled", "false"), Map.entry("spring.jmx.enabled", "false"),
			Map.entry("spring.docker.compose.enabled", "false"),
			Map.entry("spring.kafka.listener.auto-startup", "false"),
			Map.entry("spring.rabbitmq.listener.simple.auto-startup", "false"),
			Map.entry("spring.rabbitmq.listener.direct.auto-startup", "false"),
			Map.entry("spring.rabbitmq.listener.stream.auto-startup", "false"),
			Map.entry("spring.jms.listener.auto-startup", "false"), Map.entry("spring.jpa.hibernate.ddl-auto", "none"),
			Map.entry("spring.jpa.generate-ddl", "false"),
			Map.entry("spring.jpa.properties.hibernate.hbm2ddl.auto", "none"),
			Map.entry("spring.jpa.properties.jakarta.persistence.schema-generation.database.action", "none"),
			Map.entry("spring.sql.init.mode", "never"), Map.entry("spring.flyway.enabled", "false"),
			Map.entry("spring.liquibase.enabled", "false"), Map.entry("spring.batch.jdbc.initialize-schema", "never"),
			Map.entry("spring.quartz.jdbc.initialize-schema", "never"),
			Map.entry("spring.session.jdbc.initialize-schema", "never"),
			Map.entry("spring.integration.jdbc.initialize-schema", "never"), Map.entry("logging.config", ""),
			Map.entry("logging.file.name", ""), Map.entry("logging.file.path", ""), Map.entry("ray.enabled", "true"),
			Map.entry("ray.executor.enabled", "true"));

	/**
	 * Package of the listener that lets the MDC follow OpenTelemetry's spans.
	 */
	private static final String TRACING = "org.springframework.boot.micrometer.tracing.";

	private final WorkerApplication settings;

	private final Supplier<? extends RayTaskRunner> runner;

	WorkerSpringApplication(WorkerApplication settings, ClassLoader classLoader,
			Supplier<? extends RayTaskRunner> runner) {
		super(new DefaultResourceLoader(classLoader));
		this.settings = settings;
		this.runner = runner;
		setSources(new LinkedHashSet<>(settings.sources()));
		setAddCommandLineProperties(false);
	}

	/**
	 * Make the context.
	 * @return the context, whose beans are made when they are asked for
	 * @throws RuntimeException if that fails
	 */
	ConfigurableApplicationContext start() {
		try {
			return run(this.settings.arguments().toArray(String[]::new));
		}
		catch (AbandonedRunException ex) {
			return Objects.requireNonNull(ex.getApplicationContext());
		}
	}

	@Override
	protected void configureEnvironment(ConfigurableEnvironment environment, String[] args) {
		super.configureEnvironment(environment, args);
		Map<String, Object> properties = new HashMap<>(this.settings.properties());
		properties.putAll(FIXED);
		properties.put("spring.profiles.active", String.join(",", this.settings.profiles()) + "," + PROFILE);
		environment.getPropertySources().addFirst(new MapPropertySource("rayWorker", properties));
	}

	@Override
	protected ConfigurableApplicationContext createApplicationContext() {
		return new WorkerContext(this.runner);
	}

	@Override
	protected void afterRefresh(ConfigurableApplicationContext context, ApplicationArguments args) {
		SimpleApplicationEventMulticaster tracing = new SimpleApplicationEventMulticaster();
		getListeners().stream()
			.filter((listener) -> listener.getClass().getName().startsWith(TRACING))
			.forEach(tracing::addApplicationListener);
		tracing.multicastEvent(new ContextRefreshedEvent(context));
		throw new AbandonedRunException(context);
	}

}
